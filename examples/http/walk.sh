#!/usr/bin/env bash
# A walk through the HTTP API with curl: a question, a refund that waits for an approval, a request for a person. It prints each request and the
# answer to it. It starts a server of its own on a data folder that it removes again. Needs build/handrail, curl and python3.
#
#   examples/http/walk.sh [PORT]
set -euo pipefail
cd "$(dirname "$0")/../.."

handrail=${HANDRAIL:-build/handrail}
port=${1:-8090}
base=http://127.0.0.1:$port
data=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true; rm -rf "$data"' EXIT

# --- keys: each is printed once, when it is made; the data folder holds its hash
key() { "$handrail" key add examples/shop --data "$data" "$@"; }
channel=$(key --name shop-web --kind channel --vouches)
lead=$(key --name lena --kind person --role billing_lead)
agent=$(key --name ben --kind person --agent)
service=$(key --name other-agent --kind service --gate)

"$handrail" serve examples/shop --port "$port" --data "$data" &
server=$!
for _ in $(seq 300); do
  curl -sf "$base/readyz" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || { echo "the server did not start" >&2; exit 1; }
  sleep 0.1
done

# call KEY METHOD PATH [BODY]: one request, its status and answer printed; the answer is kept in $answer. Only 2xx goes on, unless `may_fail` is set.
may_fail=
call() {
  printf '\n> %s %s %s\n' "$2" "$3" "${4:-}"
  local body=()
  [ $# -lt 4 ] || body=(-H 'Content-Type: application/json' -d "$4")
  answer=$(curl -s -w '\n%{http_code}' -X "$2" "$base$3" -H "Authorization: Bearer $1" "${body[@]}")
  local status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  echo "< $status"
  printf '%s\n' "$answer" | python3 -m json.tool
  [[ $status == 2* || -n $may_fail ]] || { echo "this should have worked" >&2; exit 1; }
}
# field a.b.0: a value of the last answer
field() { printf '%s' "$answer" | python3 -c 'import functools, json, sys
print(functools.reduce(lambda v, k: v[int(k)] if isinstance(v, list) else v[k], sys.argv[1].split("."), json.load(sys.stdin)))' "$1"; }

echo; echo "== a conversation, and a question"
call "$channel" POST /v1/conversations '{"customer": {"id": "c_ada", "verified": true, "verified_by": "signed in"}, "context": {"page": "/orders"}}'
conversation=/v1/conversations/$(field id)
call "$channel" POST "$conversation/messages" '{"id": "m-1", "text": "How long does standard shipping take?"}'

echo; echo "== the same message again: the same answer, nothing happens twice"
call "$channel" POST "$conversation/messages" '{"id": "m-1", "text": "How long does standard shipping take?"}'

echo; echo "== a refund over \$100: 202, because a person has to approve it"
call "$channel" POST "$conversation/messages" '{"id": "m-2", "text": "Please refund order W1002, the espresso machine is too loud"}'
call "$channel" POST "$conversation/messages" '{"id": "m-3", "text": "yes"}'
call "$lead" GET '/v1/approvals?status=open'
call "$lead" POST "/v1/approvals/$(field approvals.0.id)" '{"verdict": "approve"}'
call "$channel" GET "$conversation"

echo; echo "== a request for a person, with everything the person needs"
call "$channel" POST "$conversation/messages" '{"id": "m-4", "text": "Thank you. I would like to talk to a real person about my invoice."}'
handoff=/v1/handoffs/$(field handoff.id)
call "$agent" POST "$handoff" '{"action": "claim"}'
call "$agent" POST "$handoff" '{"action": "reply", "text": "Hello Ada, Ben here."}'
call "$agent" POST "$handoff" '{"action": "resolve", "root_cause": "invoice was not sent", "assistant_was": "correct"}'

echo; echo "== what the channel's page hears: server-sent events, from the start"
printf '\n> GET %s/events\n' "$conversation"
curl -sN --max-time 1 "$base$conversation/events" -H "Authorization: Bearer $channel" -H "Accept: text/event-stream" || true

echo; echo "== the gate, for another program: judged, not called"
call "$service" POST /v1/gate '{"tool": "process_refund", "arguments": {"order_id": "W1001", "amount": "$48.00", "reason": "too big"},
 "now": "2026-11-21T12:00:00Z", "customer": {"id": "c_ada", "verified": true}}'

echo; echo "== a mistake is a problem document that says what and where"
may_fail=yes
call "$channel" POST "$conversation/messages" '{"id": "m-5", "text": "", "colour": "red"}'
