//! Type names as a person would write them.

use core::fmt;

/// Names a type when asked to; a function, because `type_name` is not const.
pub(crate) type TypeName = fn() -> &'static str;

/// Shows a type's name without its module paths: `Arc<dyn Clock>` for
/// `alloc::sync::Arc<dyn app::time::Clock>`.
#[derive(Clone, Copy, Debug)]
pub struct Short(pub &'static str);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A closure's name is the path of the function that it is in.
        if self.0.ends_with("{{closure}}") {
            return f.write_str("closure");
        }
        let mut rest = self.0;
        while !rest.is_empty() {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || "_:{}#".contains(c)))
                .unwrap_or(rest.len());
            let (path, after) = rest.split_at(end);
            let name = path.rsplit("::").next().unwrap_or(path);
            f.write_str(name)?;
            let symbol = after.chars().next().map_or(0, char::len_utf8);
            f.write_str(&after[..symbol])?;
            rest = &after[symbol..];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    #[test]
    fn a_name_loses_its_modules_and_keeps_its_shape() {
        let cases = [
            ("u8", "u8"),
            ("app::users::PgUsers", "PgUsers"),
            ("alloc::sync::Arc<dyn app::Clock>", "Arc<dyn Clock>"),
            ("app::Repo<app::User, [u8; 4]>", "Repo<User, [u8; 4]>"),
            ("&dyn app::Clock", "&dyn Clock"),
            ("(a::B, c::D)", "(B, D)"),
            ("app::main::{{closure}}", "closure"),
            ("app::main::{{closure}}::Repo", "Repo"),
            ("app::{impl#0}::run::Repo<app::User>", "Repo<User>"),
        ];
        for (full, short) in cases {
            assert_eq!(Short(full).to_string(), short);
        }
    }
}
