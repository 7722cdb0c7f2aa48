//! What files and headers are taken for.

use super::*;
use crate::exports::DurationUnit;

#[test]
fn files_belong_to_tables_by_name() {
    let vocabulary = Vocabulary::builtin();
    for (stem, table) in [
        ("Interaction Segments (2)", Some(Table::Segments)),
        ("interaction_segments-2026-11-01", Some(Table::Segments)),
        ("segments-2026-11-01T10:00:00Z", Some(Table::Segments)),
        ("Interactions export part 3", Some(Table::Interactions)),
        ("account", Some(Table::Organizations)),
        ("Accounts_2026", Some(Table::Organizations)),
        ("user_status_history", None),
        ("userst1", None),
        ("interaction", None),
        ("current-interactions.2026W47", None),
    ] {
        assert_eq!(vocabulary.table_of_stem(stem), table, "{stem}");
    }
}

#[test]
fn headers_of_durations_may_name_any_unit() {
    let vocabulary = Vocabulary::builtin();
    for unit in DurationUnit::ALL {
        for header in [
            format!("Duration ({})", unit.in_header()),
            format!("Duration {}", unit.name()),
            format!("durationIn{}", unit.name()),
        ] {
            let field = vocabulary.fields(Table::Segments, &header).first().map(|found| found.field);
            assert_eq!(field, Some(Field::Duration), "{header}");
            assert_eq!(DurationUnit::of_header(&header), unit, "{header}");
        }
    }
}

#[test]
fn headers_are_fields_with_and_without_the_name_of_their_table() {
    let vocabulary = Vocabulary::builtin();
    let field = |table, header| vocabulary.fields(table, header).first().map(|found| found.field);
    for header in ["Interaction Segments - Created At", "segments.createdAt", "created_at", "CreatedAt"] {
        assert_eq!(field(Table::Segments, header), Some(Field::StartedAt), "{header}");
    }
    assert_eq!(field(Table::Segments, "Segment Id"), Some(Field::SegmentId));
    assert_eq!(field(Table::Segments, "Interaction Id"), Some(Field::InteractionId));
    assert_eq!(field(Table::Segments, "Interaction Segment - Interaction Id"), Some(Field::InteractionId));
    assert_eq!(field(Table::Interactions, "Current Interactions - Status"), Some(Field::Status));
    assert_eq!(field(Table::Interactions, "Interaction - Id"), Some(Field::InteractionId));
    assert_eq!(field(Table::Users, "User Name"), Some(Field::Name));
    assert_eq!(field(Table::Queues, "Users - Name"), None);
}
