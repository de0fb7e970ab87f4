import { core, coreValues } from '../../../ledger/core/core-registers.ts'
import type { Label } from '../../../ledger/label.ts'
import { textOf } from '../../../ledger/read-value.ts'
import type { LedgerRecord } from '../../../ledger/record/record.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { abilitiesOf } from '../../access/access.ts'
import { answersAskedOfUs } from '../../calls/answers-asked-of-us.ts'
import { decidedAskings } from '../../calls/fetch-handed.ts'
import { offeredCalls } from '../../calls/offered-calls.ts'
import { carryAll } from '../../carrying/carry-all.ts'
import { isAnswered, takenCalls } from '../../draft/taken-calls.ts'
import { offeredDutyLists } from '../../duty-lists/offered-duty-lists.ts'
import type { Recipient } from '../recipient.ts'
import { titling } from './record-title.ts'

/**
 * Calls and duty lists that I am to sign, those of the body above that nobody of the unit has taken
 * yet, and calls that it urges; answers from below that it asks for, and such as we asked for and
 * may fetch.
 */
export async function callsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const all = await Promise.all(
    [callsToSign, toTake, urged, listsToSign, listsToTake, askedOfUs, toFetch].map((of) =>
      of(recipient),
    ),
  )
  return all.flat()
}

async function toTake({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  const carrier = carryAll(ports)
  const offered = await offeredCalls(ports, session, carrier)
  const digests = offered.map(({ verified }) => verified.digest)
  const urges = await carrier.urgesFor(session.org, digests)
  return offered.map(({ sender, verified: { call, digest } }) => ({
    key: `call ${digest}`,
    asks: 'answer',
    title: { zh: call.title, en: call.title },
    about: aboutOffered(sender, urges.get(digest)),
    due: call.due,
    place: { kind: 'calls' },
  }))
}

/** Most who are urged have not taken the call yet: the line that asks them to says so. */
function aboutOffered(sender: Label, times: number | undefined): Label {
  if (times === undefined) {
    return {
      zh: `${sender.zh}布置的报送任务，待签收`,
      en: `A call of ${sender.en}, to be taken`,
    }
  }
  return {
    zh: `${sender.zh}催报（第${times}次），请签收并答复`,
    en: `Urged by ${sender.en}, time ${times}: please take the call and answer`,
  }
}

/** Taken, not answered, and urged: a line each, however often. */
async function urged({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  const { org, actor, pack } = session
  if (!pack.registers.has(core.callTaken.id)) return []
  if (!abilitiesOf(actor.roles).includes('record')) return []
  const taken = (await takenCalls(ports, session)).filter((one) => !isAnswered(one))
  const digests = taken.map(({ digest }) => digest)
  const urges = await carryAll(ports).urgesFor(org, digests)
  return taken.flatMap(({ id, digest, sender, call, isOverdue }): readonly Waiting[] => {
    const times = urges.get(digest)
    if (times === undefined) return []
    return [
      {
        key: `urged ${id}`,
        asks: isOverdue ? 'overdue' : 'due',
        title: { zh: call.title, en: call.title },
        about: {
          zh: `${sender.zh}催报（第${times}次），请答复`,
          en: `Urged by ${sender.en}, time ${times}: please answer`,
        },
        due: call.due,
        place: { kind: 'calls' },
      },
    ]
  })
}

const preparedMax = 100

function callsToSign(recipient: Recipient): Promise<readonly Waiting[]> {
  return toSign(recipient, core.call, (record) => ({
    about: { zh: '报送任务，待签发', en: 'A call to the bodies below, to be signed' },
    due: textOf(coreValues(core.call, record.values).due),
    place: { kind: 'call', call: record.id },
  }))
}

function listsToSign(recipient: Recipient): Promise<readonly Waiting[]> {
  return toSign(recipient, core.dutyList, (record) => ({
    about: { zh: '责任清单，待签发', en: 'A duty list for the bodies below, to be signed' },
    due: null,
    place: { kind: 'dutyList', list: record.id },
  }))
}

async function toSign(
  recipient: Recipient,
  { id, names }: typeof core.call | typeof core.dutyList,
  said: (record: LedgerRecord) => Pick<Waiting, 'about' | 'due' | 'place'>,
): Promise<readonly Waiting[]> {
  const { ports, session } = recipient
  const { org, actor, pack } = session
  if (!pack.registers.has(id)) return []
  if (!abilitiesOf(actor.roles).includes('override')) return []
  const where = { [names.step]: 'prepared' }
  const { items } = await ports.store.read(org.id, (reader) =>
    reader.records({ register: id, where, limit: preparedMax }),
  )
  if (items.length === 0) return []
  const titleOf = await titling(recipient)
  return items.map((record) => ({
    key: `record ${record.id}`,
    asks: 'sign',
    title: titleOf(record),
    ...said(record),
  }))
}

/** For who signs: nothing of another body is handed on by itself. */
async function askedOfUs({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  if (!abilitiesOf(session.actor.roles).includes('override')) return []
  const asked = await answersAskedOfUs(ports, session, carryAll(ports))
  return asked.map(({ asking, asker, body, call }) => ({
    key: `asked for ${asking.asked}`,
    asks: 'answer',
    title: { zh: `${body}的答复`, en: `The answer of ${body}` },
    about: {
      zh: `${asker}调阅：${asking.reason}；待转交或说明不予转交`,
      en: `${asker} asks for it: ${asking.reason}; to hand on or decline`,
    },
    due: null,
    place: { kind: 'call', call },
  }))
}

/** What whoever was asked has decided; it is fetched on the page of the call. */
async function toFetch({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  if (!abilitiesOf(session.actor.roles).includes('record')) return []
  const decided = await decidedAskings(ports, session, carryAll(ports))
  const waiting = decided.map(async ({ of, said }): Promise<readonly Waiting[]> => {
    const answer = await ports.store.read(session.org.id, (reader) => reader.record(of.answer))
    const call = textOf(coreValues(core.receivedReport, answer?.values ?? {}).call)
    if (call === null) return []
    return [
      {
        key: `record ${of.id}`,
        asks: 'answer',
        title: { zh: `${of.body}的答复`, en: `The answer of ${of.body}` },
        about:
          said.step === 'handed'
            ? { zh: `${of.sender}已转交，待取回`, en: `Handed on by ${of.sender}, to be fetched` }
            : { zh: `${of.sender}不予转交，待取回`, en: `Declined by ${of.sender}, to be fetched` },
        due: null,
        place: { kind: 'call', call },
      },
    ]
  })
  return (await Promise.all(waiting)).flat()
}

async function listsToTake({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  const offered = await offeredDutyLists(ports, session, carryAll(ports))
  return offered.map(({ sender, before, verified: { list, digest } }) => ({
    key: `duty list ${digest}`,
    asks: 'answer',
    title: { zh: list.title, en: list.title },
    about:
      before === null
        ? {
            zh: `${sender.zh}下达的责任清单，待认领`,
            en: `A duty list of ${sender.en}, to be taken`,
          }
        : {
            zh: `${sender.zh}的责任清单有新版本，待认领`,
            en: `A later version of a duty list of ${sender.en}, to be taken`,
          },
    due: null,
    place: { kind: 'dutyLists' },
  }))
}
