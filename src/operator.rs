//! The signs of conditions, as in `wait_seconds>=60`.

use std::cmp::Ordering;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    MatchesNot,
}

/// Longer spellings first, so that `<=` is not `<` with a value `=…`.
pub(crate) const OPERATORS: [(&str, Operator); 8] = [
    ("!=", Operator::NotEqual),
    ("!~", Operator::MatchesNot),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("~", Operator::Matches),
];

impl Operator {
    /// Splits a condition into its column, its sign and its value, without blanks around them; `None` if it has no sign or
    /// nothing before it.
    pub(crate) fn split(condition: &str) -> Option<(&str, Operator, &str)> {
        let (column, rest) = condition.split_at(condition.find(['!', '=', '<', '>', '~'])?);
        let (sign, operator) = OPERATORS.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
        let column = column.trim();
        (!column.is_empty()).then_some((column, operator, rest[sign.len()..].trim()))
    }

    /// Whether it holds for values in this order. Patterns have none.
    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Operator::Equal => order.is_eq(),
            Operator::NotEqual => order.is_ne(),
            Operator::Less => order.is_lt(),
            Operator::LessOrEqual => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::Matches | Operator::MatchesNot => false,
        }
    }
}
