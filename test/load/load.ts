/**
 * `wireshape mock`, built and as a process of its own, under load: half of the requests are good and half have one mistake, and every
 * answer is held to its request, twice: by what it says, and by the line of the log that has its request id.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Client } from './client.js'
import { openClient } from './client.js'
import { faultOf, numberIn } from './mail.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface LoadOptions {
  readonly seconds: number
  /** Before that, in which nothing is measured: a process becomes fast by being used. */
  readonly warmSeconds: number
  readonly connections: number
  readonly depth: number
  /** Requests a second; 0 for as many as are answered. */
  readonly rate: number
  /** Of the mock's own Node, such as `--cpu-prof`. */
  readonly nodeOptions?: ReadonlyArray<string>
}

export interface Load {
  readonly sent: number
  readonly answered: number
  readonly perSecond: number
  /** Answers that are not those of their requests, and lines of the log that are not those of answers. */
  readonly wrong: ReadonlyArray<string>
  /** Milliseconds from when a request was due. */
  readonly millis: Readonly<Record<'p50' | 'p90' | 'p99' | 'p999' | 'most', number>>
  /** Memory of the mock in MB, each second; empty where the system does not say. */
  readonly residentMegabytes: ReadonlyArray<number>
  /** Processor time of the mock for one request, in microseconds; `undefined` where the system does not say. */
  readonly cpuMicros: number | undefined
  readonly drain: {
    /** By its log, from the signal on or before. */
    readonly taken: number
    readonly unanswered: number
    readonly seconds: number
    readonly code: number | null
    readonly isSaid: boolean
  }
}

// -------------------------------------------------------------------------------------
// process
// -------------------------------------------------------------------------------------

const main = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url))

/** Source: proc(5). */
const residentMegabytes = (pid: number | undefined): number | undefined => {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return undefined
  }
}

/** Source: proc(5): ticks of 10 ms. */
const cpuMicros = (pid: number | undefined): number | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return undefined
  }
}

interface Entry {
  readonly event: string
  readonly url?: string
  readonly requestId?: string
  readonly requests?: number
}

// -------------------------------------------------------------------------------------
// books
// -------------------------------------------------------------------------------------

interface Books {
  readonly answered: (n: number, requestId: string, fault: string | undefined) => void
  readonly logged: (entry: Entry) => void
  readonly wrong: () => ReadonlyArray<string>
  readonly lines: () => number
  /** Requests whose answer or whose line has not come. */
  readonly open: () => ReadonlyArray<string>
}

const mostTold = 20

/** An answer and a line of the log of each request id, of one number. */
const keepBooks = (): Books => {
  const open = new Map<string, readonly [by: 'answer' | 'log', n: number | undefined]>()
  const wrong: Array<string> = []
  let lines = 0
  const tell = (text: string): void => {
    if (wrong.length < mostTold) wrong.push(text)
  }
  const enter = (by: 'answer' | 'log', id: string, n: number | undefined): void => {
    const other = open.get(id)
    if (other === undefined) {
      open.set(id, [by, n])
      return
    }
    open.delete(id)
    if (other[0] === by || other[1] !== n) tell(`${id}: ${other[0]} of request ${other[1]}, ${by} of request ${n}`)
  }
  return {
    answered: (n, requestId, fault) => {
      if (fault !== undefined) tell(fault)
      enter('answer', requestId, n)
    },
    logged: (entry) => {
      if (entry.event === 'refused') tell('a request was refused')
      if (entry.event !== 'request') return
      lines++
      enter('log', entry.requestId ?? '', numberIn(entry))
    },
    wrong: () => wrong,
    lines: () => lines,
    open: () => [...open].map(([id, [by, n]]) => `${id}: ${by} of request ${n} and no more`),
  }
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

interface Mocked {
  readonly child: ChildProcess
  readonly port: number
  /** The last line of its log, when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly last: Entry }>
}

const startMock = async (books: Books, nodeOptions: ReadonlyArray<string>): Promise<Mocked> => {
  const child = spawn(process.execPath, [...nodeOptions, main, 'mock', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last: Entry = { event: 'nothing' }
  let listening = (_: number): void => {}
  const port = new Promise<number>((resolve, reject) => {
    listening = resolve
    child.once('exit', (code) => reject(new Error(`the mock ended with ${code}`)))
  })
  const lines = createInterface({ input: child.stdout, crlfDelay: Infinity })
  lines.on('line', (line) => {
    last = JSON.parse(line) as Entry
    if (last.event === 'listening') listening(Number(new URL(last.url ?? '').port))
    books.logged(last)
  })
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code]]) => ({
    code: code as number | null,
    last,
  }))
  return { child, port: await port, ended }
}

const millisOf = (client: Client): Load['millis'] => {
  const latency = client.latency()
  const at = (percent: number): number => latency.percentile(percent) / 1000
  return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), most: latency.max / 1000 }
}

export const runLoad = async (options: LoadOptions): Promise<Load> => {
  const { seconds, warmSeconds, nodeOptions = [] } = options
  const books = keepBooks()
  const { child, port, ended } = await startMock(books, nodeOptions)
  try {
    const client = await openClient({
      ...options,
      port,
      heard: (n, answer) => books.answered(n, answer.requestId, faultOf(n, answer)),
    })
    await client.run(warmSeconds)
    client.forget()
    const before = client.answered()
    const cpuBefore = cpuMicros(child.pid)
    const resident: Array<number> = []
    const sampling = setInterval(
      () => {
        const now = residentMegabytes(child.pid)
        if (now !== undefined) resident.push(now)
      },
      Math.min(1000, seconds * 100),
    )
    const started = performance.now()
    await client.run(seconds)
    const took = (performance.now() - started) / 1000
    clearInterval(sampling)
    const count = client.answered() - before
    const cpuAfter = cpuMicros(child.pid)
    const millis = millisOf(client)
    // In the middle of load: half a second on, while all of its connections are busy.
    let signalled = 0
    setTimeout(() => {
      signalled = performance.now()
      child.kill('SIGTERM')
    }, 500)
    await client.runToEnd()
    client.close()
    const { code, last } = await ended
    const open = books.open()
    return {
      sent: client.sent(),
      answered: client.answered(),
      perSecond: count / took,
      wrong: books.wrong(),
      millis,
      residentMegabytes: resident,
      cpuMicros: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / count,
      drain: {
        taken: books.lines(),
        unanswered: open.length,
        seconds: (performance.now() - signalled) / 1000,
        code,
        isSaid: last.event === 'stopped' && last.requests === books.lines(),
      },
    }
  } finally {
    child.kill('SIGKILL')
  }
}

// -------------------------------------------------------------------------------------
// verdict
// -------------------------------------------------------------------------------------

/** What the last third of a run may take more than the first. */
const marginMegabytes = 48

const highest = (numbers: ReadonlyArray<number>): number => Math.max(0, ...numbers)

/** The most memory of the first and of the last third of a run. */
export const thirdsOf = ({ residentMegabytes }: Load): readonly [first: number, last: number] => {
  const third = Math.ceil(residentMegabytes.length / 3)
  return [highest(residentMegabytes.slice(0, third)), highest(residentMegabytes.slice(-third))]
}

/** What a run of some length shows to be kept: a short one sees no more than a heap on its way to its size. */
export const growthOf = (load: Load): ReadonlyArray<string> => {
  const [first, last] = thirdsOf(load)
  return last > first + marginMegabytes ? [`memory grew from ${first.toFixed()} to ${last.toFixed()} MB`] : []
}

/** What a run shows to be broken, whatever the machine; how fast it was is not among it. */
export const faultsOf = (load: Load): ReadonlyArray<string> => {
  const { drain } = load
  return [
    ...load.wrong,
    ...(drain.unanswered > 0 ? [`${drain.unanswered} requests were taken and not answered, or answered unlogged`] : []),
    ...(load.answered === drain.taken ? [] : [`${drain.taken} were taken, ${load.answered} answered`]),
    ...(drain.code === 0 ? [] : [`exit code ${drain.code}`]),
    ...(drain.isSaid ? [] : ['the last line of the log does not count what was asked']),
    ...(load.answered === 0 ? ['nothing was answered'] : []),
  ]
}
