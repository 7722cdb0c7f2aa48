-- The columns that need no look at the segments around, in the generated exports: there a segment with a user that is
-- Pending is a ring of its own, every interaction has its row, each segment that counts has its duration, and what was
-- exported twice is alike in every column. segrep relies on none of that.
COPY (
    WITH unique_segments AS (
        SELECT DISTINCT segment_id, interaction_id, queue_id, user_id, event, status, started_at::TIMESTAMP AS start,
               (duration::DECIMAL(18, 3) * 1000)::BIGINT AS milliseconds
        FROM segments
    ),
    measured AS (
        SELECT interaction_id, arg_min(queue_id, start) AS queue_id, count(*) AS segments,
               count(*) FILTER (status = 'Pending' AND user_id IS NOT NULL) AS rings,
               count(*) FILTER (status = 'Pending' AND event = 'Rejected') AS rejected,
               count(*) FILTER (status = 'Pending' AND event = 'Ignored') AS ignored,
               count(*) FILTER (status = 'Pending' AND event = 'Cleared') AS clear,
               coalesce(sum(milliseconds) FILTER (status = 'Connected'), 0) / 1000 AS talk_seconds,
               coalesce(sum(milliseconds) FILTER (status = 'Hold'), 0) / 1000 AS hold_seconds,
               coalesce(sum(milliseconds) FILTER (status = 'Wrap up'), 0) / 1000 AS wrap_up_seconds,
               coalesce(sum(milliseconds) FILTER (status IN ('Connected', 'Hold', 'Wrap up')), 0) / 1000
                   AS handle_seconds
        FROM unique_segments
        GROUP BY interaction_id
    )
    SELECT measured.interaction_id, created_at, completed_at, communication_type, sub_communication_type, direction,
           coalesce(organizations.name, account_id) AS organization_name, measured.queue_id, segments, rings, rejected,
           ignored, clear, talk_seconds, hold_seconds, wrap_up_seconds, handle_seconds,
           date_diff('millisecond', created_at::TIMESTAMP, completed_at::TIMESTAMP) / 1000 AS total_seconds,
           status AS final_status, completion_display
    FROM measured JOIN interactions USING (interaction_id) LEFT JOIN organizations USING (account_id)
    ORDER BY created_at::TIMESTAMP, measured.interaction_id
) TO '/dev/stdout' (FORMAT csv, HEADER);
