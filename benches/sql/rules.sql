-- Timelines by segrep's own rules, whatever the values of the exports are: words in any spelling, segments without an
-- end, interactions without a row, times in any order. Left out is what only other columns or files could bring:
-- sequences, exported previous statuses, segments without an id, the blanks of exports without statuses.
--
-- Instants and durations are whole microseconds. An interaction is the number of its place among all (`i`), so that no
-- window compares ids.

-- How values are written: seconds, averages to the millisecond, shares to four decimals; half to even
CREATE MACRO seconds(microseconds) AS microseconds / 1_000_000;
CREATE MACRO mean(microseconds, n) AS round_even(microseconds / nullif(n * 1000, 0), 0) / 1000;
CREATE MACRO share(part, whole) AS round_even(10_000 * part / nullif(whole, 0), 0) / 10_000;
CREATE MACRO person(first_name, last_name, user_id) AS
    coalesce(nullif(concat_ws(' ', first_name, last_name), ''), user_id);

CREATE MACRO word(spelled) AS coalesce(nullif(regexp_replace(lower(spelled), '[^\p{L}\p{N}]', '', 'g'), ''), spelled);

CREATE MACRO microseconds(text) AS (text::DECIMAL(18, 6) * 1_000_000)::BIGINT;

-- In the order of the export, which is that of `rowid`
CREATE TEMP TABLE exported AS
SELECT segment_id, interaction_id, queue_id, user_id, reason, event, status, epoch_us(started_at::TIMESTAMP) AS start,
       epoch_us(ended_at::TIMESTAMP) AS stop, microseconds(duration) AS duration
FROM segments;

-- Each spelling is understood once
CREATE TEMP TABLE words AS
WITH spellings AS (
    SELECT DISTINCT status AS spelled FROM exported UNION SELECT DISTINCT event FROM exported
    UNION SELECT DISTINCT reason FROM exported
)
SELECT spelled, word(spelled) AS word,
       CASE WHEN word IN ('creating') THEN 'Creating' WHEN word IN ('open') THEN 'Open' WHEN word IN ('bot') THEN 'Bot'
            WHEN word IN ('pending', 'ringing', 'alerting', 'offered') THEN 'Pending'
            WHEN word IN ('connected', 'active', 'talking', 'inprogress') THEN 'Connected'
            WHEN word IN ('hold', 'onhold', 'held') THEN 'Hold'
            WHEN word IN ('wrapup', 'acw', 'aftercallwork', 'aftercontactwork') THEN 'WrapUp'
            WHEN word IN ('completed', 'complete', 'closed', 'ended', 'done') THEN 'Completed' END AS meaning,
       CASE WHEN word IN ('accept', 'accepted', 'answer', 'answered') THEN 'accepted'
            WHEN word IN ('reject', 'rejected', 'decline', 'declined') THEN 'rejected'
            WHEN word IN ('ignore', 'ignored', 'miss', 'missed', 'timeout', 'timedout', 'noanswer', 'ringnoanswer',
                          'notresponding') THEN 'ignored'
            WHEN word IN ('clear', 'cleared', 'cancel', 'canceled', 'cancelled', 'noaction')
            THEN 'clear' END AS response,
       word IN ('ring', 'rang', 'rung', 'ringing', 'alert', 'alerting', 'offer', 'offered') AS is_ring,
       word IN ('transfer', 'transferred', 'blindtransfer', 'attendedtransfer') AS is_transfer
FROM spellings
WHERE spelled IS NOT NULL;

CREATE TEMP TABLE details AS
SELECT interaction_id, account_id, queue_id, epoch_us(created_at::TIMESTAMP) AS created,
       epoch_us(completed_at::TIMESTAMP) AS completed
FROM interactions;

CREATE TEMP TABLE chosen AS
WITH told AS (
    SELECT interaction_id, min(start) AS earliest FROM exported GROUP BY interaction_id
),
latest AS (
    FROM details WHERE rowid IN (SELECT max(rowid) FROM details GROUP BY interaction_id)
)
SELECT row_number() OVER (ORDER BY coalesce(created, earliest), interaction_id) AS i, interaction_id, created,
       completed, account_id, queue_id AS own_queue_id
FROM told LEFT JOIN latest USING (interaction_id);

CREATE TEMP TABLE timelines AS
WITH repeated AS (
    SELECT interaction_id, segment_id, max(rowid) AS last
    FROM exported
    WHERE segment_id IN (SELECT segment_id FROM exported GROUP BY segment_id HAVING count(*) > 1)
    GROUP BY ALL
),
understood AS (
    SELECT i, exported.rowid AS record, start, coalesce(stop, start + duration) AS "end",
           coalesce(duration, stop - start) AS duration, user_id, exported.queue_id, status, statuses.word AS word,
           statuses.meaning AS meaning, events.response AS response, coalesce(reasons.is_ring, false) AS ring_reason,
           coalesce(reasons.is_transfer, false) AS is_transfer,
           user_id IS NOT NULL AND (ring_reason OR coalesce(statuses.meaning = 'Pending', false)) AS rings_by_rule
    FROM exported
    JOIN chosen USING (interaction_id)
    LEFT JOIN repeated USING (interaction_id, segment_id)
    LEFT JOIN words statuses ON statuses.spelled = status
    LEFT JOIN words events ON events.spelled = event
    LEFT JOIN words reasons ON reasons.spelled = reason
    WHERE last IS NULL OR last = exported.rowid
),
beside AS (
    SELECT *, row_number() OVER timeline AS seq, bool_or(rings_by_rule) OVER (PARTITION BY i) AS any_by_rule,
           lag(rings_by_rule) OVER timeline AND lag(user_id) OVER timeline = user_id
               AND lag(response) OVER timeline IS NULL AS continues
    FROM understood
    WINDOW timeline AS (PARTITION BY i ORDER BY start, "end" NULLS LAST, record)
)
SELECT * EXCLUDE (record, any_by_rule, continues),
       CASE WHEN any_by_rule THEN rings_by_rule ELSE user_id IS NOT NULL AND response IS NOT NULL END AS rings,
       rings AND NOT (rings_by_rule AND NOT ring_reason AND coalesce(continues, false)) AS begins
FROM beside;

-- Segments without an end last until the next one, rings until the next that isn't a ring of somebody else just then,
-- and the last until the interaction is completed
UPDATE timelines SET "end" = ended.stop, duration = coalesce(duration, ended.stop - start)
FROM (
    SELECT open.i, open.seq,
           coalesce(min(next.start), any_value(CASE WHEN completed >= open.start THEN completed END)) AS stop
    FROM timelines open
    JOIN chosen USING (i)
    LEFT JOIN timelines next ON next.i = open.i AND next.seq > open.seq
        AND NOT (open.rings AND next.rings AND next.user_id <> open.user_id AND next.start = open.start)
    WHERE open."end" IS NULL
    GROUP BY ALL
) ended
WHERE ended.i = timelines.i AND ended.seq = timelines.seq;
