/**
 * What `wireshape validate --help` says below the options.
 */

export const help = `
Inputs:
  NDJSON, one JSON array of any size, JSON values on any number of lines, or a CBOR sequence:
  their first bytes say which, --format overrides. gzip is read (zstd where Node has it).
  The report goes to standard output, or to standard error where payloads go to the former.

Examples:
  $ wireshape validate StartEmailContact requests.ndjson
  $ wireshape validate StartEmailContact 'in/**/*.ndjson.gz' --valid good.ndjson --rejects bad.ndjson
  $ zcat requests.gz | wireshape validate StartEmailContact --valid - > good.ndjson
  $ wireshape validate CreateTable t.json --sdk @aws-sdk/client-dynamodb --report sarif > t.sarif
  $ wireshape validate StartEmailContact big.ndjson --jobs 4 --max-errors 1000 --json | jq .groups

Exit codes:
  0 all accepted; 1 some rejected; 2 usage; 3 the model has mistakes; 4 an input cannot be read,
  or not to its end; 130 interrupted, with the summary so far`
