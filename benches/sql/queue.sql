-- The measures that are simple in the generated exports: there each segment has its duration, no ring is accepted
-- without a Connected segment after it, an interaction that is Open or Pending after the answer was so before it too,
-- and what was exported twice is alike in every column. segrep relies on none of that. Averages are computed in whole
-- milliseconds, as segrep rounds them half to even on the exact value.
COPY (
    WITH unique_segments AS (
        SELECT DISTINCT segment_id, interaction_id, queue_id, user_id, status, started_at::TIMESTAMP AS start,
               (duration::DECIMAL(18, 3) * 1000)::BIGINT AS milliseconds
        FROM segments
    ),
    measured AS (
        SELECT interaction_id, arg_min(queue_id, start) AS queue_id,
               min(start) FILTER (status IN ('Open', 'Pending')) AS queued_at,
               min(start) FILTER (status = 'Connected' AND user_id IS NOT NULL) AS answered_at,
               coalesce(sum(milliseconds) FILTER (status = 'Connected'), 0) AS talk,
               coalesce(sum(milliseconds) FILTER (status = 'Hold'), 0) AS hold,
               coalesce(sum(milliseconds) FILTER (status = 'Wrap up'), 0) AS wrap_up
        FROM unique_segments
        GROUP BY interaction_id
    ),
    waited AS (
        SELECT measured.*,
               date_diff('millisecond', coalesce(queued_at, created_at::TIMESTAMP), answered_at) AS wait
        FROM measured LEFT JOIN interactions USING (interaction_id)
    ),
    counted AS (
        SELECT queue_id, count(*) AS interactions, count(answered_at) AS answered,
               round_even(avg(wait), 0) / 1000 AS wait_seconds_avg,
               quantile_disc(wait, 0.5) / 1000 AS wait_seconds_p50,
               quantile_disc(wait, 0.9) / 1000 AS wait_seconds_p90,
               count(*) FILTER (wait <= 30_000) AS answered_in_sla,
               round_even(avg(talk) FILTER (answered_at IS NOT NULL), 0) / 1000 AS talk_seconds_avg,
               round_even(avg(hold) FILTER (answered_at IS NOT NULL), 0) / 1000 AS hold_seconds_avg,
               round_even(avg(wrap_up) FILTER (answered_at IS NOT NULL), 0) / 1000 AS wrap_up_seconds_avg
        FROM waited
        GROUP BY queue_id
    ),
    keys AS (
        SELECT queue_id FROM counted
        UNION SELECT queue_id FROM unique_segments WHERE status = 'Pending' AND user_id IS NOT NULL  -- after a transfer
    )
    SELECT counted.* REPLACE (
        keys.queue_id AS queue_id, coalesce(interactions, 0) AS interactions, coalesce(answered, 0) AS answered,
        coalesce(answered_in_sla, 0) AS answered_in_sla
    )
    FROM keys LEFT JOIN counted USING (queue_id) LEFT JOIN queues ON queues.queue_id = keys.queue_id
    ORDER BY coalesce(name, keys.queue_id), keys.queue_id
) TO '/dev/stdout' (FORMAT csv, HEADER);
