-- The measures that need no look at the segments around, in the generated exports: there every segment with a user that
-- is Pending is a ring of its own, the recorded responses are its events, each segment that counts has its duration,
-- and what was exported twice is alike in every column. segrep relies on none of that.
COPY (
    WITH unique_segments AS (
        SELECT DISTINCT segment_id, interaction_id, user_id, event, status,
               (duration::DECIMAL(18, 3) * 1000)::BIGINT AS milliseconds
        FROM segments
        WHERE user_id IS NOT NULL AND status <> 'Completed'
    ),
    measured AS (
        SELECT user_id, count(*) FILTER (status = 'Pending') AS rings,
               count(*) FILTER (status = 'Pending' AND event = 'Rejected') AS rejected,
               count(*) FILTER (status = 'Pending' AND event = 'Ignored') AS ignored,
               count(*) FILTER (status = 'Pending' AND event = 'Cleared') AS clear,
               count(DISTINCT interaction_id) FILTER (status <> 'Pending') AS interactions_handled,
               coalesce(sum(milliseconds) FILTER (status = 'Connected'), 0) / 1000 AS talk_seconds,
               coalesce(sum(milliseconds) FILTER (status = 'Hold'), 0) / 1000 AS hold_seconds,
               coalesce(sum(milliseconds) FILTER (status = 'Wrap up'), 0) / 1000 AS wrap_up_seconds,
               coalesce(sum(milliseconds) FILTER (status <> 'Pending'), 0) / 1000 AS handle_seconds
        FROM unique_segments
        GROUP BY user_id
    )
    SELECT measured.user_id, coalesce(first_name || ' ' || last_name, measured.user_id) AS user_name,
           measured.* EXCLUDE (user_id)
    FROM measured LEFT JOIN users USING (user_id)
    ORDER BY user_name, measured.user_id
) TO '/dev/stdout' (FORMAT csv, HEADER);
