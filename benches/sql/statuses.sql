-- What was exported twice goes with the other repeats in a row, so that a change is from the segment that began the
-- status before. This relies on the generated exports, where each status has one spelling and is never blank; segrep
-- doesn't.
COPY (
    WITH neighbours AS (
        SELECT interaction_id, status, started_at::TIMESTAMP AS start, ended_at::TIMESTAMP AS "end",
               lag(status) OVER (PARTITION BY interaction_id ORDER BY start, "end" NULLS LAST) AS previous_status
        FROM segments
    ),
    begun AS (
        SELECT *, lag(start) OVER (PARTITION BY interaction_id ORDER BY start, "end" NULLS LAST) AS previous_start
        FROM neighbours
        WHERE status IS DISTINCT FROM previous_status
    ),
    changes AS (
        SELECT *, date_diff('millisecond', previous_start, start) AS milliseconds
        FROM begun
        WHERE previous_status IS NOT NULL
    )
    SELECT previous_status AS from_status, status AS to_status, count(*) AS changes,
           count(DISTINCT interaction_id) AS interactions,
           round_even(avg(milliseconds), 0) / 1000 AS seconds_in_from_avg,
           quantile_disc(milliseconds, 0.5) / 1000 AS seconds_in_from_p50,
           quantile_disc(milliseconds, 0.9) / 1000 AS seconds_in_from_p90
    FROM changes
    GROUP BY previous_status, status
    ORDER BY changes DESC, from_status, to_status
) TO '/dev/stdout' (FORMAT csv, HEADER);
