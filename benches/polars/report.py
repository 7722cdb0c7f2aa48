"""What `segrep report` writes, by Polars: python report.py [INTERACTION], in the folder of the exports.

But for the three columns about rings. The segments are sorted once, and each row then looks at the one before it,
which takes less than windows by interaction.
"""

import sys

import polars as pl
from polars import col


def main(interaction=None):
    interactions, segments = table("Interactions"), table("Interaction Segments").drop("Notes")
    if interaction:
        interactions, segments = (
            each.filter(col("Interaction Id") == interaction) for each in (interactions, segments)
        )
    report(interactions, segments).sink_csv(sys.stdout.buffer, engine="streaming")


def report(interactions, segments):
    placed = (
        interactions.select(
            "Interaction Id",
            "Account Id",
            interaction_created_at="Created At",
            interaction_completed_at="Completed At",
            created=time("Created At"),
        )
        .sort("created", "Interaction Id")
        .with_row_index("place")
    )
    same_interaction = (col("place") == col("place").shift(1)).fill_null(False)
    n = pl.int_range(pl.len())
    timelines = (
        # Few different words in many rows
        segments.with_columns(col(WORDS).cast(pl.Categorical))
        .join(placed, on="Interaction Id", how="left")
        .with_columns(started=time("Started At"), ended=time("Ended At"))
        .sort("place", "started", "ended", "Segment Id", nulls_last=True)
        .filter(col("Segment Id").ne_missing(col("Segment Id").shift(1)))  # but those exported twice
        .with_columns(
            seq=n + 1 - pl.when(~same_interaction).then(n).forward_fill(),
            previous_status=pl.when(same_interaction).then(col("Status").shift(1)),
        )
    )
    for key, names in [
        ("Queue Id", table("Queues").select("Queue Id", queue_name="Name")),
        ("User Id", table("Users").select("User Id", user_name=col("First Name") + " " + col("Last Name"))),
        ("Account Id", table("Organizations").select("Account Id", organization_name="Name")),
    ]:
        timelines = timelines.join(names, on=key, how="left", maintain_order="left")
    return timelines.select(
        interaction_id="Interaction Id",
        seq="seq",
        started_at="Started At",
        ended_at="Ended At",
        elapsed_seconds=((col("started") - col("created")).dt.total_milliseconds() / 1000).round(3),
        duration_seconds="Duration",
        reason="Reason",
        event="Event",
        status="Status",
        previous_status="previous_status",
        queue_id="Queue Id",
        queue_name=pl.coalesce("queue_name", "Queue Id"),
        user_id="User Id",
        user_name=pl.coalesce("user_name", "User Id"),
        communication_type="Communication Type",
        direction="Direction",
        completion_display="Completion Display",
        segment_id="Segment Id",
        interaction_created_at="interaction_created_at",
        interaction_completed_at="interaction_completed_at",
        organization_name=pl.coalesce("organization_name", "Account Id"),
    )


WORDS = ["Communication Type", "Direction", "Reason", "Event", "Status", "Completion Display"]


def table(name):
    return pl.scan_csv(f"{name}.csv", infer_schema=False)


def time(column):
    return col(column).str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms")


main(*sys.argv[1:])
