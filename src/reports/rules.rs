//! The rules that `check` is to ask.

use clap::{Args, ValueEnum};

use crate::audit::{Rule, Severity, rules};
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::spans::span;
use crate::tables::Duration;
use crate::usage::UsageError;

use super::List;

/// The options of `segrep check`.
#[derive(Debug, Args)]
pub struct RuleOptions {
    /// Only these rules, separated by commas
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// All rules except these, separated by commas
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    pub skip_rule: Vec<String>,
    /// Exit with status 4 if the rules find anything at least this severe, whether it is listed or not
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Ignore time differences up to this
    #[arg(long, value_name = "TIME", default_value = "1s")]
    pub tolerance: String,
    /// Explain the rules, without reading anything
    #[arg(long)]
    pub list: bool,
    /// The page of all rules, as docs/check.md has it
    #[arg(long, hide = true)]
    pub reference: bool,
}

impl RuleOptions {
    /// Those of a check that nothing is said of.
    pub(crate) fn usual() -> RuleOptions {
        let (rule, skip_rule, tolerance) = (Vec::new(), Vec::new(), "1s".to_owned());
        RuleOptions { rule, skip_rule, fail_on: FailOn::Error, tolerance, list: false, reference: false }
    }
}

/// From which severity on findings decide the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// An error was found
    Error,
    /// A warning or an error was found
    Warning,
    /// Anything was found
    Info,
    /// Never, whatever is found
    Never,
}

/// The rules that are asked, and how.
pub struct Rules {
    /// Each with its number among all.
    pub(crate) chosen: Vec<(usize, &'static Rule)>,
    /// Up to which differences of time are none.
    pub tolerance: Duration,
    /// From which severity on findings decide the exit status; `None` if they never do.
    pub(crate) fail_on: Option<Severity>,
    /// The rules that were named. Their findings are listed one by one.
    pub asked: Vec<String>,
    pub skipped: Vec<String>,
}

impl Rules {
    /// Fails for an unknown rule, naming those near it, for a tolerance that is no length of time, and if no rule is left.
    pub fn new(options: &RuleOptions) -> Result<Rules, UsageError> {
        let named = |names: &[String]| -> Result<Vec<&'static str>, UsageError> {
            names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).map(find).collect()
        };
        let (asked, skipped) = (named(&options.rule)?, named(&options.skip_rule)?);
        let is_chosen =
            |rule: &Rule| (options.rule.is_empty() || asked.contains(&rule.name)) && !skipped.contains(&rule.name);
        let chosen: Vec<(usize, &'static Rule)> = rules().enumerate().filter(|(_, rule)| is_chosen(rule)).collect();
        if chosen.is_empty() {
            return Err(UsageError::new("no rule is left to check by").hint("segrep check --list lists the rules"));
        }
        Ok(Rules {
            chosen,
            tolerance: span(&options.tolerance, "--tolerance")?,
            fail_on: match options.fail_on {
                FailOn::Error => Some(Severity::Error),
                FailOn::Warning => Some(Severity::Warning),
                FailOn::Info => Some(Severity::Info),
                FailOn::Never => None,
            },
            asked: options.rule.clone(),
            skipped: options.skip_rule.clone(),
        })
    }

    pub fn lists(&self) -> Vec<List> {
        let list = |option, given: &Vec<String>| List {
            option,
            given: given.clone(),
            takes: |word| rules().any(|rule| rule.name == word),
        };
        vec![list("--rule", &self.asked), list("--skip-rule", &self.skipped)]
    }
}

fn find(name: &str) -> Result<&'static str, UsageError> {
    rules().map(|rule| rule.name).find(|known| *known == name).ok_or_else(|| {
        let hint = did_you_mean(&nearest(name, rules().map(|rule| rule.name)));
        let hint = hint.unwrap_or_else(|| "segrep check --list lists the rules".to_owned());
        UsageError::new(format!("there is no rule {}", quoted(name))).hint(hint)
    })
}
