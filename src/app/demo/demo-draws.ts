import { spanOf } from '../../ledger/day/period.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import { drawCandidates, drawSample } from '../../ledger/register/draw.ts'
import type { Row, Values } from '../../ledger/value.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { OrgId, Store } from '../ports/store-ports.ts'
import type { DemoWrite } from './told.ts'

/**
 * Draws the samples of the demo's inspections where the story has come to them: the order follows
 * from the log as it stands then, which nobody knows while the story is being thought out.
 */
export class DemoDraws {
  readonly #parts: { readonly store: Store; readonly crypto: Pick<LogCrypto, 'sha256'> }
  readonly #drawn = new Map<string, Values>()

  constructor(parts: { readonly store: Store; readonly crypto: Pick<LogCrypto, 'sha256'> }) {
    this.#parts = parts
  }

  /** The values of a write with what was drawn, and what was found in it. */
  async valuesOf(org: OrgId, write: DemoWrite, draw: Draw | undefined): Promise<Values> {
    const asked = write.draw
    if (asked === undefined || draw === undefined) return write.values
    const drawn = this.#drawn.get(write.record) ?? (await this.#draw(org, draw, asked))
    this.#drawn.set(write.record, drawn)
    const rows = drawn[draw.into] as readonly Row[]
    const { found } = asked
    // An empty id: everything was in order.
    const looked = (row: Row, nth: number): Row =>
      nth === 0 && found !== undefined && found !== ''
        ? { ...row, [draw.finding]: draw.wrong, [draw.outcome]: found }
        : { ...row, [draw.finding]: draw.inOrder }
    const into = found === undefined ? rows : rows.map(looked)
    return { ...write.values, ...drawn, [draw.into]: into }
  }

  async #draw(
    org: OrgId,
    draw: Draw,
    { from, period, count }: NonNullable<DemoWrite['draw']>,
  ): Promise<Values> {
    const { store, crypto } = this.#parts
    const at = await store.read(org, async (reader) => {
      const { size, root } = await reader.position()
      return { size, root, leaves: await reader.leavesOf({ register: from, before: size }) }
    })
    const candidates = drawCandidates(at.leaves, { register: from, span: spanOf(period) })
    const rule = { root: at.root, register: from, period, candidates, count }
    const sample = drawSample(crypto, rule)
    return {
      [draw.from]: from,
      [draw.period]: period,
      [draw.size]: at.size,
      [draw.root]: at.root,
      [draw.count]: sample.length,
      [draw.into]: sample.map((record) => ({ [draw.record]: record })),
    }
  }
}
