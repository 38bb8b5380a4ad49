let
    Hub = "http://localhost:4000/graphql",
    Query = "{{table}}",
    Page = (after as nullable text) as record =>
        let
            Body = Json.FromValue([query = Query, variables = [first = 100, after = after]]),
            Answer = Json.Document(Web.Contents(Hub, [Headers = [#"Content-Type" = "application/json"], Content = Body])),
            Checked = if Record.HasFields(Answer, "errors") then error Answer[errors]{0}[message] else Answer[data][products]
        in
            Checked,
    Pages = List.Generate(
        () => Page(null),
        each _ <> null,
        each if [pageInfo][hasNextPage] then Page([pageInfo][endCursor]) else null,
        each [nodes]
    ),
    Rows = List.Transform(List.Combine(Pages), (product) => [
        Code = product[code],
        Name = product[name],
        Producer = if product[producer] = null then null else product[producer][name],
        Commune = if product[place] = null then null else product[place][fullName],
        Verdict = product[verdict][status],
        Stars = product[verdict][stars],
        LastDay = Date.From(product[verdict][lastDay]),
        Source = product[source][url]
    ]),
    Products = Table.FromRecords(Rows)
in
    Products
