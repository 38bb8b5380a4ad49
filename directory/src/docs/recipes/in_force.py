"""Every product in force, as CSV. Python 3 as it comes, no package."""

import csv
import json
import sys
import time
import urllib.error
import urllib.request

HUB = "http://localhost:4000/graphql"
QUERY = """
query InForce($after: String) {
  products(where: { verdict: [IN_FORCE] }, first: 10, after: $after) {
    nodes { code name producer { name } place { fullName } verdict { stars lastDay } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def ask(query, variables):
    request = urllib.request.Request(
        HUB,
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/graphql-response+json, application/json;q=0.9",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        if error.code == 429:
            time.sleep(int(error.headers["Retry-After"]))
            return ask(query, variables)
        answer = json.load(error)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]


out = csv.writer(sys.stdout)
out.writerow(["code", "name", "producer", "commune", "stars", "last day"])
after = None
while True:
    page = ask(QUERY, {"after": after})["products"]
    for product in page["nodes"]:
        out.writerow([
            product["code"],
            product["name"],
            (product["producer"] or {}).get("name"),
            (product["place"] or {}).get("fullName"),
            product["verdict"]["stars"],
            product["verdict"]["lastDay"],
        ])
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]
