import { nodeCrypto } from '../src/adapters/crypto/node-crypto.ts'
import { fsck } from '../src/app/audit/fsck.ts'
import type { OrgId } from '../src/app/ports/store-ports.ts'
import { openChecks } from '../src/installation/open-checks.ts'
import type { Line } from './bench-table.ts'
import { time } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Fact } from './facts.ts'
import type { Bench } from './in-process.ts'
import { timed, told } from './measure.ts'

const wholeMsMax = 180_000
const sinceMsMax = 10_000
const signedMsMax = 60_000

/**
 * `fsck` of a long log from its first entry, and from where that came to, a day's entries later:
 * as the command is run, which keeps that position beside the keys.
 */
export async function measureLongFsck(
  bench: Bench,
  unit: BenchUnit,
  dayOf: readonly Fact[],
): Promise<readonly Line[]> {
  const { auditor, ports } = bench
  const { id } = unit.session.org
  const checks = openChecks()
  const check = async (full: boolean) => {
    const { ms, value } = await timed(() =>
      fsck(
        { auditor, crypto: nodeCrypto, checks },
        {
          organisations: [id],
          newest: ports.newestSeals,
          positions: ports.checkedPositions,
          now: new Date(ports.clock.now()).toISOString(),
          full,
        },
      ),
    )
    const [report] = value
    if (report === undefined) throw new Error('no log was checked')
    const [fault] = report.faults
    if (fault !== undefined) throw new Error(`fsck found ${JSON.stringify(fault)}`)
    return { ms, ...report }
  }
  try {
    await sign(bench, id)
    const whole = await told('fsck', () => check(true))
    await ports.store.appendAll(id, await unit.appends(dayOf))
    await sign(bench, id)
    const since = await told('fsck', () => check(false))
    if (since.from === 0) throw new Error('fsck went back to the first entry')
    const entries = whole.entries.toLocaleString('en')
    const further = dayOf.length.toLocaleString('en')
    return [
      {
        step: `fsck of ${entries} entries, --full`,
        taizhang: time(whole.ms),
        limit: '',
        ratio: '',
        target: `< ${time(wholeMsMax)}`,
        met: whole.ms < wholeMsMax,
      },
      {
        step: `the same ${further} entries later, from where that came to`,
        taizhang: time(since.ms),
        limit: '',
        ratio: '',
        target: `< ${time(sinceMsMax)}`,
        met: since.ms < sinceMsMax,
      },
    ]
  } finally {
    await checks.close()
  }
}

/** A check goes on from what is signed: waits until all is. */
async function sign({ ports }: Bench, org: OrgId): Promise<void> {
  const until = performance.now() + signedMsMax
  ports.store.sign(org)
  for (;;) {
    const { unsignedSince } = await ports.store.read(org, (reader) => reader.standing())
    if (unsignedSince === null) return
    if (performance.now() > until) throw new Error('the log was not signed')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
