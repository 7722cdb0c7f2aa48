//! Lists that were typed with blanks between, as in `--by queue hour`: what follows the first would be an id.

use clap::ValueEnum;

use crate::cli::{Common, SplitKey};
use crate::plain::quoted;
use crate::pseudonyms::Subject;
use crate::reports::Question;
use crate::usage::UsageError;

pub(super) fn check(question: &Question, options: &Common) -> Result<(), UsageError> {
    let is_column = |id: &str| question.columns.iter().any(|column| column.name == id.trim_start_matches('-'));
    let is_subject = |id: &str| Subject::NAMED.iter().any(|(name, _)| *name == id);
    let Common { rows, output, .. } = options;
    check_option("--columns", rows.columns.as_slice(), options, is_column)?;
    check_option("--sort", &rows.sort, options, is_column)?;
    check_option("--split-by", &names(&output.split_by), options, |id| SplitKey::from_str(id, true).is_ok())?;
    check_option("--pseudonymize", &output.pseudonymize, options, is_subject)?;
    question.lists.iter().try_for_each(|list| check_option(list.option, &list.given, options, list.takes))
}

fn check_option(
    option: &str,
    given: &[String],
    options: &Common,
    goes_on: impl Fn(&str) -> bool,
) -> Result<(), UsageError> {
    let is_next = |id: &&String| !given.is_empty() && id.split(',').all(|id| goes_on(id.trim()));
    let next: Vec<&str> = options.ids.iter().filter(is_next).map(String::as_str).collect();
    let Some(first) = next.first() else { return Ok(()) };
    let problem = format!("{} stands where the ids of interactions do", quoted(first));
    Err(UsageError::new(problem).hint(format!("did you mean {option} {},{}?", given.join(","), next.join(","))))
}

/// The names of options' values.
pub(super) fn names<V: ValueEnum>(values: &[V]) -> Vec<String> {
    let possible = values.iter().filter_map(ValueEnum::to_possible_value);
    possible.map(|value| value.get_name().to_owned()).collect()
}
