import { Refusal } from '../../ledger/fault.ts'
import { carryHere } from '../carrying/carry-here.ts'
import { fetchListReceipts } from '../duty-lists/fetch-list-receipts.ts'
import { findDutyList } from '../duty-lists/find-duty-list.ts'
import { issueDutyList } from '../duty-lists/issue-duty-list.ts'
import { offeredDutyLists } from '../duty-lists/offered-duty-lists.ts'
import { prepareDutyList } from '../duty-lists/prepare-duty-list.ts'
import { takeDutyList } from '../duty-lists/take-duty-list.ts'
import { withoutPasskey } from '../people/passkey-signature.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { DemoBodies } from './demo-calls.ts'
import { clerkOf, firstOf } from './demo-people.ts'
import type { DemoPorts } from './demo-reports.ts'
import type { DemoListStep } from './told.ts'

/**
 * Takes the duty lists of a demo through their steps by the use cases that people take. What those
 * refuse stays undone, and so does what would follow.
 */
export class DemoDutyLists {
  readonly #ports: DemoPorts
  readonly #above: Organisation
  readonly #bodies: DemoBodies
  /** Records of the lists, by what the story names them. */
  readonly #lists = new Map<string, string>()

  constructor(
    ports: DemoPorts,
    { above, bodies }: { readonly above: Organisation; readonly bodies: DemoBodies },
  ) {
    this.#ports = ports
    this.#above = above
    this.#bodies = bodies
  }

  async take(step: DemoListStep): Promise<void> {
    try {
      await this.#step(step)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (step.of === null) this.#lists.delete(step.list)
    }
  }

  async #step(step: DemoListStep): Promise<void> {
    const ports = this.#ports
    const above = this.#above
    const clerk = await clerkOf(ports, above)
    if (step.step === 'prepared') {
      const { record } = await prepareDutyList(ports, clerk, step.says)
      if (record !== null) this.#lists.set(step.list, record.id)
      return
    }
    const list = this.#lists.get(step.list)
    if (list === undefined) return
    switch (step.step) {
      case 'signed': {
        const found = await ports.store.read(above.id, (reader) => findDutyList(reader, list))
        const asked = { list, expected: found.version, ...withoutPasskey }
        await issueDutyList(ports, await firstOf(ports, above), asked)
        return
      }
      case 'taken':
        return this.#taken(step, list)
      case 'fetched':
        await fetchListReceipts(ports, clerk, { list, carrier: carryHere(ports) })
    }
  }

  /** The unit says of each duty what it is there, and takes the list. */
  async #taken(step: DemoListStep, list: string): Promise<void> {
    const ports = this.#ports
    const unit = this.#bodies.get(step.of ?? '')
    if (!unit) throw new Error(`${step.of} does not stand below`)
    const first = await firstOf(ports, unit)
    const offered = await offeredDutyLists(ports, first, carryHere(ports))
    const one = offered.find(({ verified }) => verified.record === list)
    if (one === undefined) return
    const fits = one.verified.list.items.map(({ item, title }) => {
      const reason = step.refuses[title] ?? null
      const figure = step.figures[title] ?? null
      return { item, applies: reason === null, reason, ownName: null, figure, office: null }
    })
    await takeDutyList(ports, first, { sealed: one.text, fits, tells: step.tells })
  }
}
