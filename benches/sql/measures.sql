-- Rings and the measures of interactions by segrep's own rules, from the timelines of `rules.sql`.
CREATE TEMP TABLE rings AS
WITH ringing AS (
    SELECT *, count(*) FILTER (begins) OVER so_far AS ring_order, max(start) FILTER (begins) OVER so_far AS ring_start
    FROM timelines
    WHERE rings
    WINDOW so_far AS (PARTITION BY i ORDER BY seq ROWS UNBOUNDED PRECEDING)
),
runs AS (
    SELECT i, ring_order, min(seq) AS first, max(seq) AS last, min(start) AS start, arg_max_null("end", seq) AS "end",
           any_value(user_id) AS user_id, arg_min_null(queue_id, seq) AS queue_id, any_value(response) AS own_response,
           CASE WHEN bool_or(meaning IN ('Connected', 'Hold', 'WrapUp')) THEN NULL
                WHEN count(*) > 1 THEN arg_max_null("end", seq) - min(start)
                ELSE any_value(duration) END AS duration
    FROM ringing
    GROUP BY i, ring_order
),
-- What comes after a ring: past all rings of others, and past those that start before it ends
followed AS (
    SELECT runs.i, runs.ring_order,
           min_by(later, later.seq) FILTER (NOT rings OR later.user_id = runs.user_id) AS own,
           min_by(later, later.seq) FILTER (
               NOT rings OR later.user_id = runs.user_id OR ring_start >= runs."end"
           ) AS next
    FROM runs
    JOIN (
        SELECT i, seq, timelines.user_id, timelines.meaning, timelines.response, timelines.rings, ring_start
        FROM timelines LEFT JOIN ringing USING (i, seq)
    ) later ON later.i = runs.i AND later.seq > last
    WHERE coalesce(own_response, 'clear') = 'clear'
    GROUP BY ALL
),
connections AS (
    SELECT i, user_id, min(seq) AS first_connected FROM timelines WHERE meaning = 'Connected' GROUP BY ALL
),
-- A ring without a queue counts at that of the nearest segment before it
queues_before AS (
    SELECT runs.i, runs.ring_order, max_by(timelines.queue_id, seq) AS queue_before
    FROM runs JOIN timelines ON timelines.i = runs.i AND seq < first
    WHERE runs.queue_id IS NULL
    GROUP BY ALL
),
answering AS (
    SELECT runs.*, next, first_connected, queue_before,
           own.user_id = runs.user_id AND NOT own.rings AND own.response IS NOT NULL AS answers_later,
           next.user_id = runs.user_id AND next.meaning = 'Connected' AS is_connected_next,
           CASE WHEN own_response IS NOT NULL THEN own_response WHEN answers_later THEN own.response
                WHEN is_connected_next THEN 'accepted' END AS response,
           CASE WHEN own_response IS NOT NULL OR answers_later THEN 'recorded'
                WHEN is_connected_next THEN 'inferred' END AS response_source
    FROM runs
    LEFT JOIN followed USING (i, ring_order)
    LEFT JOIN queues_before USING (i, ring_order)
    LEFT JOIN connections ON connections.i = runs.i AND connections.user_id = next.user_id
)
SELECT i, ring_order, start, "end", duration, user_id, queue_id, response, response_source,
       coalesce(queue_id, queue_before, own_queue_id) AS counted_queue_id,
       coalesce(coalesce(response, 'clear') = 'clear' AND (
           next.meaning = 'Completed'
           OR next.meaning = 'Connected' AND next.user_id <> user_id AND first_connected >= first
       ), false) AS withdrawn,
       response IS NULL AND "end" IS NULL AS still_ringing
FROM answering JOIN chosen USING (i);

CREATE TEMP VIEW measures AS
WITH told AS (
    SELECT i, min(start) AS first_start, min(start) FILTER (meaning = 'Completed') AS first_completed,
           min(start) FILTER (meaning = 'Connected' AND user_id IS NOT NULL) AS connected,
           min_by(user_id, seq) FILTER (meaning = 'Connected' AND user_id IS NOT NULL) AS connected_user,
           coalesce(sum(duration) FILTER (meaning = 'Connected'), 0) AS talk,
           coalesce(sum(duration) FILTER (meaning = 'Hold'), 0) AS hold,
           coalesce(sum(duration) FILTER (meaning = 'WrapUp'), 0) AS wrap_up,
           min(seq) FILTER (meaning = 'Completed') AS completed_at_seq,
           bool_or(meaning IN ('Open', 'Pending')) AS waited_or_rang,
           min(seq) FILTER (meaning = 'Bot') AS first_bot,
           min(seq) FILTER (coalesce(meaning NOT IN ('Creating', 'Bot'), true)) AS after_menu,
           min(start) FILTER (coalesce(meaning NOT IN ('Creating', 'Bot'), true)) AS after_menu_start,
           min_by(queue_id, seq) AS first_queue_id, count(*) AS segments, arg_max(status, seq) AS final_status
    FROM timelines
    GROUP BY i
),
rung AS (
    SELECT i, count(*) AS rings, count(*) FILTER (response = 'accepted') AS accepted,
           count(*) FILTER (response = 'rejected') AS rejected, count(*) FILTER (response = 'ignored') AS ignored,
           count(*) FILTER (response = 'clear') AS clear, count(*) FILTER (response IS NULL) AS unknown,
           count(*) FILTER (withdrawn) AS withdrawn,
           min_by(coalesce("end", start), ring_order) FILTER (response = 'accepted') AS ring_accepted,
           min_by(user_id, ring_order) FILTER (response = 'accepted') AS ring_user
    FROM rings
    GROUP BY i
),
answers AS (
    SELECT told.*, rung.* EXCLUDE (i), chosen.* EXCLUDE (i), coalesce(first_queue_id, own_queue_id) AS queue_id,
           coalesce(chosen.created, first_start) AS begun, coalesce(chosen.completed, first_completed) AS completion,
           coalesce(connected, ring_accepted) AS answered,
           CASE WHEN connected IS NULL THEN ring_user ELSE connected_user END AS answered_by
    FROM told JOIN chosen USING (i) LEFT JOIN rung USING (i)
),
-- Transfers up to the same connection are one
transferred AS (
    SELECT i, count(DISTINCT coalesce(connection, 0)) AS transfers
    FROM (
        SELECT moved.i, min(next.seq) AS connection
        FROM timelines moved
        LEFT JOIN timelines next ON next.i = moved.i AND next.seq >= moved.seq AND next.meaning = 'Connected'
        WHERE moved.is_transfer
        GROUP BY moved.i, moved.seq
    )
    GROUP BY i
),
given_up AS (
    SELECT i, max_by(coalesce(meaning, ''), seq) AS last_meaning
    FROM timelines JOIN answers USING (i)
    WHERE answered IS NULL AND status IS NOT NULL AND seq < coalesce(completed_at_seq, seq + 1)
    GROUP BY i
),
queued AS (
    SELECT i, min(start) AS queued
    FROM timelines JOIN answers USING (i)
    WHERE meaning IN ('Open', 'Pending') AND coalesce(start <= answered, true)
    GROUP BY i
)
SELECT answers.*, coalesce(transfers, 0) AS transfers,
       coalesce(queued, CASE WHEN first_bot < after_menu THEN after_menu_start END, begun) AS queued_at,
       completion - begun AS total, talk + hold + wrap_up AS handle,
       CASE WHEN answered IS NOT NULL THEN 'answered' WHEN completion IS NULL THEN 'open'
            WHEN last_meaning = 'Bot' THEN 'exited' ELSE 'unanswered' END AS outcome,
       CASE WHEN answered IS NOT NULL THEN answered - queued_at
            WHEN waited_or_rang OR rings > 0 THEN completion - queued_at END AS wait
FROM answers LEFT JOIN queued USING (i) LEFT JOIN transferred USING (i) LEFT JOIN given_up USING (i);
