//! Keys as they are typed.

use std::ffi::OsStr;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

use super::exported::ExportedKey;
use super::key::Key;

/// Parses a key: one of segrep's own, or a column of the exports.
#[derive(Clone, Debug)]
pub(super) struct KeyParser;

impl TypedValueParser for KeyParser {
    type Value = Key;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Key, Error> {
        let exported = value.to_str().and_then(|value| ExportedKey::named(value.trim()));
        exported.map_or_else(|| EnumValueParser::new().parse_ref(command, arg, value), |key| Ok(Key::Exported(key)))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let own: Vec<PossibleValue> = EnumValueParser::<Key>::new().possible_values()?.collect();
        Some(Box::new(own.into_iter()))
    }
}
