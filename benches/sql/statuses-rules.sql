-- `segrep statuses --summary`, from what `rules.sql` made.
COPY (
    WITH known AS (
        SELECT i, seq, start, status, word, lag(word) OVER timeline AS previous_word,
               lag(status) OVER timeline AS previous_status
        FROM timelines
        WHERE status IS NOT NULL
        WINDOW timeline AS (PARTITION BY i ORDER BY seq)
    ),
    begun AS (
        SELECT *, start - lag(start) OVER (PARTITION BY i ORDER BY seq) AS in_from
        FROM known
        WHERE word IS DISTINCT FROM previous_word
    ),
    changes AS (
        FROM begun WHERE previous_word IS NOT NULL
    )
    SELECT arg_min(previous_status, (i, seq)) AS from_status, arg_min(status, (i, seq)) AS to_status,
           count(*) AS changes, count(DISTINCT i) AS interactions,
           mean(sum(in_from) FILTER (in_from >= 0), count(*) FILTER (in_from >= 0)) AS seconds_in_from_avg,
           seconds(quantile_disc(in_from, 0.5) FILTER (in_from >= 0)) AS seconds_in_from_p50,
           seconds(quantile_disc(in_from, 0.9) FILTER (in_from >= 0)) AS seconds_in_from_p90
    FROM changes
    GROUP BY previous_word, word
    ORDER BY changes DESC, from_status, to_status
) TO '/dev/stdout' (FORMAT csv, HEADER);
