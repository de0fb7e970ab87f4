import { Refusal, refuse } from '../../ledger/fault.ts'
import type { ToldFault } from '../../report/exchange/bundle.ts'
import { waitForCheckpoint } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { partnerOf } from './partners.ts'
import { readParcel } from './read-parcel.ts'
import type { TakePorts } from './take-parcel.ts'
import { takeParcel } from './take-parcel.ts'
import type { Sending, WritePorts } from './write-bundle.ts'
import { writeBundle } from './write-bundle.ts'

type AnswerPorts = TakePorts & WritePorts & Pick<AppPorts, 'peers'>

/** A parcel that asks for an answer was made at most so long ago. */
const freshMs = 10 * 60_000

/**
 * Answers the bundle of another server with one for those who proved who they are: by a fresh
 * parcel to one of our logs, signed by a key that it believes. What is wrong with a parcel is told
 * with the answer. Refuses with `exchange.closed` where the administrator opened this to nobody, and
 * with `exchange.busy`.
 */
export async function answerBundle(
  ports: AnswerPorts,
  readFile: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  // Anybody may ask: nothing of it is read before it is known that it is wanted.
  if ((await ports.peers.listed()) === null) refuseClosed()
  return ports.peers.oneOfFew(async () => answerTo(ports, await readFile()))
}

async function answerTo(ports: AnswerPorts, bytes: Uint8Array): Promise<Uint8Array> {
  const { parcels, files } = await ports.outside.read('bundle', bytes, null)
  const here = new Map((await ports.organisations.all()).map((one) => [one.origin, one]))
  const told: ToldFault[] = []
  const asking = new Map<string, Sending>()
  for (const { path, text } of parcels) {
    const { parcel, fault, from, to } = readParcel(text)
    const org = here.get(to)
    if (parcel === null || org === undefined) {
      const { code, text } = fault ?? unknown
      told.push({ from, to, code, text })
      continue
    }
    try {
      const { origin } = await takeParcel(ports, org, {
        ...{ parcel, files, path, freshMs, actor: 'job:exchange' },
      })
      const partner = await partnerOf(ports, org, origin)
      asking.set(`${org.id} ${origin}`, { org, partner })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const [first] = error.faults
      if (first === undefined) throw error
      told.push({ from, to, code: first.code, text: first.text })
    }
  }
  return (await waitForCheckpoint(() => writeBundle(ports, [...asking.values()], { told }))).bytes
}

const unknown: Pick<ToldFault, 'code' | 'text'> = {
  code: 'parcel.unknown',
  text: {
    zh: '收件的单位不在这台服务器上。',
    en: 'The log that it is for is not on this server.',
  },
}

function refuseClosed(): never {
  return refuse('exchange.closed', {
    text: {
      zh: '这台服务器没有开放与其他服务器的交换。',
      en: 'This server does not exchange with others.',
    },
    hint: {
      zh: '请其管理员在数据目录中建立 outbound/peers.txt。',
      en: 'Its administrator makes the file outbound/peers.txt in the data folder.',
    },
  })
}
