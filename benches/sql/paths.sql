-- What was exported twice goes with the other repeats in a row. This relies on the generated exports, where each status
-- has one spelling and is never blank; segrep doesn't.
COPY (
    WITH neighbours AS (
        SELECT interaction_id, status, started_at::TIMESTAMP AS start, ended_at::TIMESTAMP AS "end",
               lag(status) OVER (PARTITION BY interaction_id ORDER BY start, "end" NULLS LAST) AS previous_status
        FROM segments
    ),
    paths AS (
        SELECT string_agg(status, ' > ' ORDER BY start, "end" NULLS LAST) AS path
        FROM neighbours
        WHERE status IS DISTINCT FROM previous_status
        GROUP BY interaction_id
    )
    SELECT path, count(*) AS interactions, round_even(10_000 * count(*) / sum(count(*)) OVER (), 0) / 10_000 AS share
    FROM paths
    GROUP BY path
    ORDER BY interactions DESC, path
) TO '/dev/stdout' (FORMAT csv, HEADER);
