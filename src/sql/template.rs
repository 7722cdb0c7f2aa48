//! Templates of SQL: statements that differ between engines in the words behind `@` and in how they are created.
//!
//! A statement begins with `--> KIND NAME`, where a kind is a function, table, view or report, and goes on until the next.
//! `@name` stands for a term, `@name(a, b)` for what an engine spells in its own way.

use super::dialect::Dialect;

/// A statement of a template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement<'t> {
    kind: &'t str,
    /// Of a function with its parameters and its type.
    pub(super) name: &'t str,
    body: &'t str,
}

/// The statements of a template.
pub(super) fn statements(template: &str) -> impl Iterator<Item = Statement<'_>> {
    template.split("--> ").skip(1).filter_map(|statement| {
        let (head, body) = statement.split_once('\n')?;
        let (kind, name) = head.split_once(' ')?;
        Some(Statement { kind, name, body: body.trim_end() })
    })
}

impl Statement<'_> {
    pub(super) fn is_report(&self) -> bool {
        self.kind == "report"
    }

    /// The statement as an engine takes it, without the semicolon.
    pub(super) fn spelled(&self, dialect: Dialect, terms: &[(&str, String)]) -> String {
        let body = spelled(self.body, dialect, terms);
        // Remarks stand before the statement.
        let (remarks, body) = body.split_at(remarks(&body));
        let statement = match self.kind {
            "function" => {
                let (name, rest) = self.name.split_once('(').unwrap_or((self.name, ")"));
                let (parameters, value) = rest.split_once(')').unwrap_or((rest, ""));
                dialect.function(name, parameters, value.trim(), body)
            }
            "table" => dialect.table(self.name, body),
            "view" => dialect.view(self.name, body),
            _ => body.to_owned(),
        };
        format!("{remarks}{statement}")
    }
}

/// How long the remarks are with which a statement begins.
fn remarks(body: &str) -> usize {
    body.split_inclusive('\n').take_while(|line| line.starts_with("--")).map(str::len).sum()
}

/// A text with its words spelled, from the last to the first: so that what is within brackets is spelled already.
fn spelled(body: &str, dialect: Dialect, terms: &[(&str, String)]) -> String {
    let mut text = body.to_owned();
    // What stands for a word isn't looked at again: it may hold the sign, as addresses do.
    let mut until = text.len();
    while let Some(at) = text[..until].rfind('@') {
        let rest = &text[at + 1..];
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (spelling, taken) = match (name, arguments(after)) {
            ("join", Some((of, taken))) => (dialect.join(of[0], of[1], "' > '"), taken),
            ("join_blank", Some((of, taken))) => (dialect.join(of[0], of[1], "' '"), taken),
            ("join_words", Some((of, taken))) => (dialect.join(of[0], of[1], "chr(31)"), taken),
            ("last", Some((of, taken))) => (dialect.last(of[0]), taken),
            _ => {
                let term = |name| terms.iter().find(|(known, _)| *known == name).map(|(_, term)| term.as_str());
                let known = term(name).unwrap_or_default();
                (known.strip_prefix('@').and_then(term).unwrap_or(known).to_owned(), 0)
            }
        };
        text.replace_range(at..at + 1 + end + taken, &spelling);
        until = at;
    }
    text
}

/// What stands in the brackets with which a text begins, separated by commas, and how long it is with them. `None` if it
/// begins with none.
fn arguments(text: &str) -> Option<(Vec<&str>, usize)> {
    let inside = text.strip_prefix('(')?;
    let (mut depth, mut from, mut arguments, mut is_quoted) = (0, 0, Vec::new(), false);
    for (at, sign) in inside.char_indices() {
        match sign {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => depth += 1,
            ',' if depth == 0 => {
                arguments.push(inside[from..at].trim());
                from = at + 1;
            }
            ')' if depth == 0 => {
                arguments.push(inside[from..at].trim());
                return Some((arguments, at + 2));
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelled_within_words() {
        let template =
            "--> view v\nSELECT @join(CASE WHEN f(a, ',') THEN @x END, k), @last(b) OVER ()\n--> report r\n@y\n";
        let terms = [("x", "1".to_owned()), ("y", "'@'".to_owned())];
        let of = |dialect| statements(template).map(move |one| one.spelled(dialect, &terms[..1])).next().unwrap();
        let duckdb = "CREATE OR REPLACE TEMP VIEW v AS\nSELECT string_agg(CASE WHEN f(a, ',') THEN 1 END, ' > ' ORDER BY k), \
                      last_value(b IGNORE NULLS) OVER ()";
        assert_eq!(of(Dialect::Duckdb), duckdb);
    }
}
