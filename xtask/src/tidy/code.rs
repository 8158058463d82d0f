//! Tells code from comments and strings, so that rules about code do not
//! fire on prose.

/// Marks what is compiled only for tests.
pub(super) const TEST_ATTRIBUTE: &str = "#[cfg(test)]";

/// The source with the contents of comments and literals replaced by spaces.
/// Lines and columns stay.
pub(super) fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = code.ends_with(is_word);
        let prose = match first {
            '/' => comment(rest),
            '"' => Some(string(rest)),
            'r' | 'b' | 'c' if !after_word => prefixed_string(rest),
            '\'' => character(rest),
            _ => None,
        };
        let (length, is_code) = match prose {
            Some(length) => (length, false),
            None => (first.len_utf8(), true),
        };
        let (piece, tail) = rest.split_at(length);
        if is_code {
            code.push_str(piece);
        } else {
            code.extend(piece.chars().map(blank));
        }
        rest = tail;
    }
    code
}

/// The code with every item under `#[cfg(test)]` replaced by spaces.
pub(super) fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(TEST_ATTRIBUTE) {
        kept.push_str(&rest[..start]);
        let (item, tail) = rest[start..].split_at(item_length(&rest[start..]));
        kept.extend(item.chars().map(blank));
        rest = tail;
    }
    kept.push_str(rest);
    kept
}

/// Up to the `;` or the matching `}` that ends the item.
fn item_length(code: &str) -> usize {
    let mut depth = 0;
    for (at, character) in code.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth <= 0 && matches!(character, ';' | '}') {
            return at + 1;
        }
    }
    code.len()
}

fn blank(character: char) -> char {
    if character == '\n' { '\n' } else { ' ' }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of the comment that `text` starts with, if it does.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let mut inside = text.strip_prefix("/*")?;
    let mut depth = 1;
    while depth > 0 {
        let next = inside.find(['/', '*']);
        inside = &inside[next.unwrap_or(inside.len())..];
        if let Some(after) = inside.strip_prefix("*/") {
            depth -= 1;
            inside = after;
        } else if let Some(after) = inside.strip_prefix("/*") {
            depth += 1;
            inside = after;
        } else if inside.is_empty() {
            break;
        } else {
            inside = &inside[1..];
        }
    }
    Some(text.len() - inside.len())
}

/// The length of the string that `text` starts with, its quotes included.
fn string(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `b"…"`, `c"…"`, `b'…'`, `r#"…"#` and their mixtures; a raw
/// identifier is none.
fn prefixed_string(text: &str) -> Option<usize> {
    let after = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - after.len();
    if prefix > 1 {
        return None;
    }
    match after.strip_prefix('r') {
        Some(raw) => Some(prefix + 1 + raw_string(raw)?),
        None if after.starts_with('"') => Some(prefix + string(after)),
        None if after.starts_with('\'') => Some(prefix + character(after)?),
        None => None,
    }
}

/// The length of `#"…"#`, with any number of hashes.
fn raw_string(text: &str) -> Option<usize> {
    let body = text.trim_start_matches('#');
    let hashes = &text[..text.len() - body.len()];
    let body = body.strip_prefix('"')?;
    let end = format!("\"{hashes}");
    let closed = body.find(&end).map_or(body.len(), |at| at + end.len());
    Some(hashes.len() + 1 + closed)
}

/// The length of the character literal that `text` starts with; a lifetime
/// is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        // The escaped character may itself be a quote.
        let escaped = inside.char_indices().nth(2)?.0;
        return Some(1 + escaped + inside[escaped..].find('\'')? + 1);
    }
    let length = inside.chars().next()?.len_utf8();
    inside[length..].starts_with('\'').then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of the code, without the spaces.
    fn left(source: &str) -> String {
        let code = code_only(source);
        assert_eq!(code.lines().count(), source.lines().count());
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_are_not_code() {
        assert_eq!(left("a // b\nc /* d /* e */ f */ g / h"), "a c g / h");
        assert_eq!(left("/// `b`\nfn c() {} /* open"), "fn c() {}");
    }

    #[test]
    fn strings_are_not_code() {
        assert_eq!(left(r#"a "b \" // c" d"#), "a d");
        assert_eq!(left("a r#\"b \" c\"# d br##\"e\"# f\"## g"), "a d g");
        assert_eq!(left(r#"a b"b" c"c" e"#), "a e");
        assert_eq!(left("\"two\nlines\" a"), "a");
    }

    #[test]
    fn characters_are_not_code_but_lifetimes_are() {
        assert_eq!(left("'\"' a '\\'' b b'\"' c '\\u{41}' d"), "a b c d");
        assert_eq!(left("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
    }

    #[test]
    fn words_that_end_like_a_prefix_and_raw_identifiers_are_code() {
        assert_eq!(left("for r#type in bar { br }"), "for r#type in bar { br }");
        assert_eq!(left("number\"text\" a"), "number a");
    }

    #[test]
    fn items_under_cfg_test_are_removed_up_to_their_end() {
        let code = "a;\n#[cfg(test)]\nmod tests { fn b() { c(); } }\nd;\n#[cfg(test)] mod e;\nf;";
        let kept = without_tests(code);
        assert_eq!(kept.lines().count(), code.lines().count());
        assert_eq!(kept.split_whitespace().collect::<Vec<_>>(), ["a;", "d;", "f;"]);
    }
}
