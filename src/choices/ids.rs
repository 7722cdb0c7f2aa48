//! The interaction ids asked for.

use std::io::Read;
use std::path::PathBuf;

use crate::distinct::distinct;
use crate::exports::STDIN;
use crate::plain::reason;
use crate::usage::UsageError;

/// An optional header line above a list of ids.
const HEADER: &str = "interaction_id";

/// The ids in options and arguments: separated by commas, or one a line in `@FILE` (`@-` is standard input). Each once,
/// in order of first appearance. `None` if none is asked for.
pub(crate) fn asked(arguments: &[String]) -> Result<Option<Vec<String>>, UsageError> {
    if arguments.is_empty() {
        return Ok(None);
    }
    let mut ids = Vec::new();
    for argument in arguments {
        match argument.strip_prefix('@') {
            None if argument.trim().is_empty() => {
                let hint = "an id is empty; did a variable of a script have no value?";
                return Err(UsageError::new("--interaction: no id").hint(hint));
            }
            None => ids.extend(argument.split(',').map(|id| id.trim().to_owned())),
            Some(file) => {
                let text = read(file)?;
                let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).split(['\n', '\r']).map(unquoted);
                let has_header = lines.clone().next().is_some_and(|line| line == HEADER);
                ids.extend(lines.skip(usize::from(has_header)));
            }
        }
    }
    Ok(Some(distinct(ids.into_iter().filter(|id| !id.is_empty()))))
}

/// The files among the arguments, which list ids.
pub(crate) fn lists(arguments: &[String]) -> Vec<PathBuf> {
    arguments.iter().filter_map(|argument| argument.strip_prefix('@')).map(PathBuf::from).collect()
}

fn read(file: &str) -> Result<String, UsageError> {
    let mut text = String::new();
    let read = if file == STDIN {
        std::io::stdin().lock().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) => {
            let hint = "an argument that begins with @ names a file with one id a line";
            Err(UsageError::new(format!("{file}: can't be read: {}", reason(&error))).hint(hint))
        }
    }
}

/// A line's id: trimmed, and without CSV quotes.
fn unquoted(line: &str) -> String {
    let line = line.trim();
    match line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\"").trim().to_owned(),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_with_commas_and_each_once() {
        let arguments = ["7f3a90, 002123".to_owned(), "002123,,x".to_owned()];
        assert_eq!(asked(&arguments).unwrap().unwrap(), ["7f3a90", "002123", "x"]);
        assert_eq!(asked(&[]).unwrap(), None);
        assert_eq!(unquoted(" \"a\"\"b,c\" "), "a\"b,c");
    }
}
