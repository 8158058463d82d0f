use std::fmt;

/// Shows a type's name without its module paths, as the errors of `di_core` do.
pub(crate) struct Short(pub(crate) &'static str);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A closure's name is the path of the function that it is in.
        if self.0.ends_with("{{closure}}") {
            return f.write_str("closure");
        }
        let is_path = |c: char| c.is_alphanumeric() || "_:{}#".contains(c);
        let mut rest = self.0;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
            let (path, after) = rest.split_at(end);
            f.write_str(path.rsplit("::").next().unwrap_or(path))?;
            let symbols = after.find(is_path).unwrap_or(after.len());
            f.write_str(&after[..symbols])?;
            rest = &after[symbols..];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    #[test]
    fn a_name_loses_its_modules_and_keeps_its_shape() {
        for (full, short) in [
            ("u8", "u8"),
            ("alloc::sync::Arc<dyn app::Clock>", "Arc<dyn Clock>"),
            ("app::Repo<app::User, [u8; 4]>", "Repo<User, [u8; 4]>"),
            ("(&a::B, c::D)", "(&B, D)"),
            ("app::main::{{closure}}", "closure"),
        ] {
            assert_eq!(Short(full).to_string(), short);
        }
    }
}
