curl --silent --show-error http://localhost:4000/graphql \
  --header 'Content-Type: application/json' \
  --data '{ "query": "{ products(where: { verdict: [IN_FORCE] }, first: 2) { totalCount nodes { name } } }" }'
