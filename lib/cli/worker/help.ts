/**
 * The lines below the options of `wireshape worker`.
 */

export const help = `
What it does:
  Pulls messages from a JetStream stream, holds each against the shape, and publishes it to the
  subject of accepted or of rejected ones; it is acknowledged when the broker has confirmed that.
  A rejected message says why in headers: Wireshape-Reason, Wireshape-Issues (paths and codes).
  Any number of workers of one --consumer share the work. docs/worker.md says what is guaranteed.

  It needs two packages beside this one, and for --metrics a third:
  npm install @nats-io/jetstream @nats-io/transport-node prom-client

Examples:
  $ wireshape worker StartEmailContact --stream EMAIL --accepted email.good --rejected email.bad
  $ wireshape worker StartEmailContact --stream EMAIL --create --filter email.in \\
      --accepted email.good --rejected email.bad --metrics 9464
  $ wireshape worker PutItem --model dynamodb.json --stream ITEMS --consumer items \\
      --accepted items.good --rejected items.bad --no-payloads --server nats://a:4222 nats://b:4222

Environment:
  NATS_URL, NATS_USER, NATS_PASSWORD, NATS_TOKEN

Stopping:
  SIGTERM and Ctrl-C: no more is pulled, what is in hand is published and acknowledged, what was
  only fetched is handed back. What is not done after --drain seconds comes to another worker.

Exit codes:
  0 drained; 1 not in time: what was in hand comes again; 2 usage; 3 the model has mistakes;
  4 no broker, no stream, or a package is missing`
