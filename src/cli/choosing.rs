//! Options of which interactions, rows and columns are reported.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::tables::Response;
use crate::timelines::{Outcome, State};

pub(crate) const CHOOSING: &str = "Choosing interactions";

pub(crate) const ROWS: &str = "Choosing rows and columns";

/// Which interactions are reported. Different options hold together, repeats of one are alternatives.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = CHOOSING)]
pub struct Choosing {
    /// These interactions: ids or unique prefixes of ids, separated by commas, or @FILE with one id per line (@- is
    /// standard input)
    #[arg(long, value_name = "ID")]
    pub interaction: Vec<String>,
    /// Those with this text (case-insensitive) in a value of their own row or of one of their segments
    #[arg(long, value_name = "TEXT")]
    pub find: Vec<String>,
    /// Those created on a day or in a period: today, yesterday, 2026-11-21, 2026-11, 2026-W47, this-week, last-week,
    /// this-month, last-month, 7d (today and the six days before)
    #[arg(long, value_name = "D")]
    pub date: Vec<String>,
    /// Those created at or after a time, or from the start of a day or period
    #[arg(long, value_name = "T")]
    pub since: Vec<String>,
    /// Those created before a time, or until the end of a day or period
    #[arg(long, value_name = "T")]
    pub until: Vec<String>,
    /// What --date, --since and --until apply to
    #[arg(long, value_enum, default_value_t = On::Created)]
    pub on: On,
    /// Those at a time of day, as in 08:00-18:00; 22:00-06:00 belongs to the day on which it begins
    #[arg(long, value_name = "H:MM-H:MM")]
    pub hours: Vec<String>,
    /// Those on these days: weekdays, as in mon-fri,sun; workdays (Monday to Friday and no holiday), holidays (those of
    /// segrep.toml)
    #[arg(long, value_name = "DAY,…")]
    pub days: Vec<String>,
    /// Those with a segment in this queue: its id or exact name
    #[arg(long, value_name = "Q")]
    pub queue: Vec<String>,
    /// Those with a segment of this user: id, exact name or email
    #[arg(long, value_name = "U")]
    pub user: Vec<String>,
    /// None with a segment in this queue, or that are its own
    #[arg(long, value_name = "Q")]
    pub exclude_queue: Vec<String>,
    /// None with a segment of this user
    #[arg(long, value_name = "U")]
    pub exclude_user: Vec<String>,
    /// Those of this organization: its id or exact name
    #[arg(long, value_name = "O")]
    pub organization: Vec<String>,
    /// Those of this type, such as Phone
    #[arg(long, value_name = "TYPE")]
    pub communication_type: Vec<String>,
    /// Those of this direction, such as Inbound
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Vec<String>,
    /// Those that were ever in this status, as spelled in the exports
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// Those with a ring that got this response
    #[arg(long, value_name = "RESPONSE", value_parser = response())]
    pub response: Vec<Option<Response>>,
    /// Those with this outcome
    #[arg(long, value_enum, value_name = "OUTCOME")]
    pub outcome: Vec<Outcome>,
    /// Those in this state
    #[arg(long, value_enum, value_name = "STATE")]
    pub state: Vec<State>,
    /// Those that waited at least this long, such as 30s or 5m; an open one has waited until now
    #[arg(long, value_name = "TIME")]
    pub min_wait: Vec<String>,
    /// Those that took at least this long in total
    #[arg(long, value_name = "TIME")]
    pub min_duration: Vec<String>,
    /// Those with at least this many rings
    #[arg(long, value_name = "N")]
    pub min_rings: Vec<u64>,
    /// The present, for today, 7d and the waits of open interactions: a time, or a day, meaning its start [default: the
    /// clock]
    #[arg(long, value_name = "T", env = "SEGREP_NOW", hide_env_values = true)]
    pub now: Option<String>,
}

/// Which rows and columns of the report.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = ROWS)]
pub struct Rows {
    /// These columns, separated by commas; +NAME adds to the default ones, -NAME removes from them; exported columns are
    /// segment.X, interaction.X, queue.X, user.X, organization.X. Without a value, lists all columns
    #[arg(short, long, value_name = "COLUMN,…", num_args = 0..=1, default_missing_value = "", allow_hyphen_values = true)]
    pub columns: Option<String>,
    /// Rows that meet this condition, such as 'wait_seconds>=1m' or 'user_name~^A'; = != < <= > >= ~ !~ (regular
    /// expression)
    #[arg(long = "where", value_name = "COLUMN OP VALUE")]
    pub conditions: Vec<String>,
    /// Sort by these columns, separated by commas; -COLUMN sorts from the largest
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// At most this many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
}

impl Rows {
    /// Whether all rows are shown as they come, under the usual columns.
    pub fn are_usual(&self) -> bool {
        self.columns.is_none() && self.conditions.is_empty() && self.sort.is_empty() && self.limit.is_none()
    }
}

/// What an interval is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum On {
    /// When the interaction was created
    #[default]
    Created,
    /// When it was completed
    Completed,
    /// When any of its segments started
    Active,
}

/// The responses to choose rings by; `None` for none that is known.
fn response() -> impl TypedValueParser<Value = Option<Response>> {
    let known = Response::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let unknown = PossibleValue::new("unknown").help("No known response");
    PossibleValuesParser::new(known.chain([unknown])).map(|name| Response::from_str(&name, false).ok())
}
