curl --silent --show-error --get http://localhost:4000/graphql \
  --header 'GraphQL-Cost: 1' \
  --data-urlencode 'query={ products(first: 3) { nodes { name producer { name } } } }'
