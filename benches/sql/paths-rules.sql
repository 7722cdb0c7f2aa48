-- `segrep paths`, from what `rules.sql` made. A word is spelled as where it is met first.
COPY (
    WITH spellings AS (
        SELECT word, arg_min(status, (i, seq)) AS spelling FROM timelines WHERE status IS NOT NULL GROUP BY word
    ),
    steps AS (
        SELECT i, string_agg(spelling, ' > ' ORDER BY seq) AS path
        FROM (
            SELECT i, seq, word
            FROM timelines
            WHERE status IS NOT NULL
            QUALIFY word IS DISTINCT FROM lag(word) OVER (PARTITION BY i ORDER BY seq)
        )
        JOIN spellings USING (word)
        GROUP BY i
    ),
    totals AS (
        SELECT i, coalesce(any_value(completed), min(start) FILTER (meaning = 'Completed'))
                      - coalesce(any_value(created), min(start)) AS total
        FROM timelines JOIN chosen USING (i)
        GROUP BY i
    )
    SELECT coalesce(path, '') AS path, count(*) AS interactions,
           round_even(10_000 * count(*) / sum(count(*)) OVER (), 0) / 10_000 AS share,
           seconds(quantile_disc(total, 0.5) FILTER (total >= 0)) AS total_seconds_p50,
           seconds(quantile_disc(total, 0.9) FILTER (total >= 0)) AS total_seconds_p90,
           array_to_string(arg_min(interaction_id, i, 3), ' ') AS example_ids
    FROM chosen JOIN totals USING (i) LEFT JOIN steps USING (i)
    GROUP BY coalesce(path, '')
    ORDER BY interactions DESC, path
) TO '/dev/stdout' (FORMAT csv, HEADER);
