-- `segrep summary --by queue`, from what `measures.sql` and `rules.sql` made. Negative measures are in no figure.
COPY (
    WITH counted AS (
        SELECT queue_id, count(*) AS interactions, count(*) FILTER (outcome = 'answered') AS answered,
               count(*) FILTER (outcome = 'unanswered') AS unanswered, count(*) FILTER (outcome = 'exited') AS exited,
               count(*) FILTER (outcome = 'open') AS open, sum(transfers) AS transfers
        FROM measures
        GROUP BY queue_id
    ),
    served AS (
        SELECT queue_id, mean(sum(wait) FILTER (wait >= 0), count(*) FILTER (wait >= 0)) AS wait_mean,
               quantile_disc(wait, 0.5) FILTER (wait >= 0) AS wait_p50,
               quantile_disc(wait, 0.9) FILTER (wait >= 0) AS wait_p90, max(wait) FILTER (wait >= 0) AS wait_max,
               count(*) FILTER (wait BETWEEN 0 AND 30_000_000) AS in_sla,
               mean(sum(talk) FILTER (talk >= 0), count(*) FILTER (talk >= 0)) AS talk_mean,
               mean(sum(hold) FILTER (hold >= 0), count(*) FILTER (hold >= 0)) AS hold_mean,
               mean(sum(wrap_up) FILTER (wrap_up >= 0), count(*) FILTER (wrap_up >= 0)) AS wrap_up_mean,
               mean(sum(handle) FILTER (handle >= 0), count(*) FILTER (handle >= 0)) AS handle_mean
        FROM measures
        WHERE outcome = 'answered'
        GROUP BY queue_id
    ),
    rung AS (
        SELECT counted_queue_id AS queue_id, count(*) AS rings, count(*) FILTER (response = 'accepted') AS accepted,
               count(*) FILTER (response = 'rejected') AS rejected, count(*) FILTER (response = 'ignored') AS ignored,
               count(*) FILTER (response = 'clear') AS clear, count(*) FILTER (response IS NULL) AS unknown,
               count(*) FILTER (withdrawn) AS withdrawn
        FROM rings
        GROUP BY counted_queue_id
    ),
    keys AS (
        SELECT queue_id FROM counted UNION SELECT queue_id FROM rung
    )
    SELECT keys.queue_id, coalesce(name, keys.queue_id) AS queue_name, coalesce(interactions, 0) AS interactions,
           coalesce(answered, 0) AS answered, coalesce(unanswered, 0) AS unanswered, coalesce(exited, 0) AS exited,
           coalesce(open, 0) AS open, share(answered, answered + unanswered + exited) AS answer_rate,
           wait_mean AS wait_seconds_avg, seconds(wait_p50) AS wait_seconds_p50, seconds(wait_p90) AS wait_seconds_p90,
           seconds(wait_max) AS wait_seconds_max, coalesce(in_sla, 0) AS answered_in_sla,
           share(coalesce(in_sla, 0), answered + unanswered + exited) AS service_level, coalesce(rings, 0) AS rings,
           coalesce(accepted, 0) AS accepted, coalesce(rejected, 0) AS rejected, coalesce(ignored, 0) AS ignored,
           coalesce(clear, 0) AS clear, coalesce(unknown, 0) AS unknown, coalesce(withdrawn, 0) AS withdrawn,
           talk_mean AS talk_seconds_avg, hold_mean AS hold_seconds_avg, wrap_up_mean AS wrap_up_seconds_avg,
           handle_mean AS handle_seconds_avg, coalesce(transfers, 0) AS transfers
    FROM keys
    LEFT JOIN counted ON counted.queue_id IS NOT DISTINCT FROM keys.queue_id
    LEFT JOIN served ON served.queue_id IS NOT DISTINCT FROM keys.queue_id
    LEFT JOIN rung ON rung.queue_id IS NOT DISTINCT FROM keys.queue_id
    LEFT JOIN queues ON queues.queue_id = keys.queue_id
    ORDER BY queue_name NULLS FIRST, keys.queue_id NULLS FIRST
) TO '/dev/stdout' (FORMAT csv, HEADER);
