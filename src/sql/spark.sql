--> function segrep_trim(x STRING) STRING
trim(BOTH ' \u0009\u000a\u000b\u000c\u000d\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000' FROM x)

--> function segrep_letters(x STRING) STRING
lower(regexp_replace(x, '[^\\p{L}\\p{N}]', ''))

--> function segrep_matches(x STRING, pattern STRING) BOOLEAN
rlike(x, pattern)

--> function segrep_div(a BIGINT, b BIGINT) BIGINT
a div b

--> function segrep_fail(message STRING) BIGINT
CAST(raise_error(message) AS BIGINT)

--> function segrep_wall(x STRING) BIGINT
unix_micros(CAST(x AS TIMESTAMP))

--> function segrep_time(us BIGINT) TIMESTAMP
timestamp_micros(us)

--> function segrep_local_in(us BIGINT, zone STRING) BIGINT
unix_micros(from_utc_timestamp(timestamp_micros(us), zone))

--> function segrep_civil_in(us BIGINT, zone STRING) BIGINT
unix_micros(to_utc_timestamp(timestamp_micros(us), zone))

--> function segrep_day(us BIGINT) STRING
date_format(timestamp_micros(us), 'yyyy-MM-dd')

--> function segrep_month(us BIGINT) STRING
date_format(timestamp_micros(us), 'yyyy-MM')

--> function segrep_week(us BIGINT) STRING
extract(YEAROFWEEK FROM timestamp_micros(us)) || '-W' || lpad(extract(WEEK FROM timestamp_micros(us)), 2, '0')
