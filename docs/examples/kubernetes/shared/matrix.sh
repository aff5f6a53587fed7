#!/bin/sh
# Puts the last metrics of all sites into one table: matrix.sh FOLDER [SECONDS [SITE...]]
#
# The metrics of a site are FOLDER/SITE.prom. Those that are older than SECONDS (default: 3600) tell nothing, nor do those of
# the future; a site that is named and has none is missed. Exit status: 0 where every site is ready, 1 where one is not, and
# 2 where none is known to be not ready, but of one, or of all, it cannot be told; 64 where SECONDS is no number of at most
# nine digits.
set -eu
folder=$1
limit=${2:-3600}
case $limit in
    '' | *[!0-9]* | ??????????*)
        echo "matrix.sh: SECONDS has to be a number, such as 3600, and not '$limit'" >&2
        exit 64
        ;;
esac
shift
[ $# -eq 0 ] || shift
if [ $# -eq 0 ]; then
    for file in "$folder"/*.prom; do
        [ ! -r "$file" ] || set -- "$@" "$(basename "$file" .prom)"
    done
fi
now=$(date +%s)
status=0
[ $# -gt 0 ] || status=2
echo "| site | verdict | minutes ago | what fails |"
echo "|---|---|---:|---|"
for site; do
    file=$folder/$site.prom
    verdict='no report'
    minutes=
    fails=
    if [ -r "$file" ]; then
        moment=$(sed -n 's/^mde_preflight_run_timestamp_seconds \([0-9]*\).*/\1/p' "$file")
        age=$((now - ${moment:-0}))
        minutes=$((age / 60))
        verdict=$(sed -n 's/^mde_preflight_verdict{verdict="\([a-z-]*\)"} 1$/\1/p' "$file")
        fails=$(sed -n 's/^mde_preflight_check_results{check="\([^"]*\)".*status="fail"} [1-9].*/\1/p' "$file" |
            paste -s -d ' ' -)
        if [ "$age" -gt "$limit" ] || [ "$age" -lt -300 ]; then verdict="stale (was $verdict)"; fi
    fi
    case $verdict in
        ready) ;;
        not-ready) status=1 ;;
        *) [ "$status" -eq 1 ] || status=2 ;;
    esac
    echo "| $site | ${verdict:-unreadable} | $minutes | $fails |"
done
exit "$status"
