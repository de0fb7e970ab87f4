import type { Socket } from 'node:net'
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { HeldKeys } from './answer-question.ts'
import {
  askedCheckpointer,
  askedNewestSeals,
  askedReceiptKeys,
  askedSealedTexts,
  keepAsked,
  valueOf,
} from './ask-signer.ts'
import type { MessageLines } from './message-lines.ts'
import { messageLines } from './message-lines.ts'
import type { SignerAddress } from './signer-address.ts'
import type { SignerAct, SignerAnswer, SignerQuestion } from './signer-messages.ts'

/** The signer service cannot be reached, or was lost while it was asked. */
export class SignerAway extends Error {
  constructor(cause?: unknown) {
    super('the signer service cannot be reached', { cause })
    this.name = 'SignerAway'
  }
}

/** What a server says at its start, or a command that needs the keys: it is away, and why. */
export function signerAway({ cause }: SignerAway): Fault {
  const { code, message } = (cause ?? {}) as Partial<NodeJS.ErrnoException>
  const why = code ?? message ?? ''
  return fault('signer.away', {
    at: why === '' ? [] : [why],
    text: {
      zh: '签署服务连不上，暂时只能查阅，不能登记。',
      en: 'The signer service cannot be reached: for now what is recorded can be read, and nothing recorded.',
    },
    hint: {
      zh: '请检查 SIGNER_URL，启动 taizhang signer；连上后自动恢复，不必重启。',
      en: 'Check SIGNER_URL and start taizhang signer; once it answers, writing goes on without a restart.',
    },
  })
}

/** A connection that is not there by then will not be. */
const connectWithinMs = 5_000
/** As of the child process. */
const answerWithinMs = 600_000

/** Keys that the signer service of the installation holds, connected to at the first question. */
export function askSignerService(address: SignerAddress): HeldKeys {
  let line: Promise<Line> | null = null

  const open = (): Promise<Line> => {
    if (line !== null) return line
    const opening = dial(address, () => {
      if (line === opening) line = null
    })
    opening.catch(() => {
      if (line === opening) line = null
    })
    line = opening
    return opening
  }

  async function ask(act: SignerAct): Promise<never> {
    const { asked, lines, end } = await open()
    const late = setTimeout(end, answerWithinMs)
    return valueOf(await asked.ask(act, lines.send).finally(() => clearTimeout(late)))
  }

  const close = async (): Promise<void> => {
    const last = await line?.catch(() => null)
    last?.end()
  }
  return {
    checkpointer: askedCheckpointer(ask, close),
    receiptKeys: askedReceiptKeys(ask),
    newestSeals: askedNewestSeals(ask),
    sealedTexts: askedSealedTexts(ask),
  }
}

interface Line {
  readonly asked: ReturnType<typeof keepAsked>
  readonly lines: MessageLines<SignerQuestion>
  end(): void
}

async function dial(address: SignerAddress, onClosed: () => void): Promise<Line> {
  const socket = await connected(address)
  const asked = keepAsked()
  socket.on('close', () => {
    onClosed()
    asked.fail(new SignerAway())
  })
  const lines = messageLines<SignerQuestion, SignerAnswer>(socket, asked.answer)
  return { asked, lines, end: () => socket.destroy() }
}

function connected(address: SignerAddress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket =
      address.kind === 'unix'
        ? connectPlain(address.path)
        : connectTls({ ...address, minVersion: 'TLSv1.3' })
    const late = setTimeout(() => socket.destroy(new Error('no connection')), connectWithinMs)
    socket.once(address.kind === 'unix' ? 'connect' : 'secureConnect', () => {
      clearTimeout(late)
      resolve(socket)
    })
    // Heard for as long as it lives: `close` follows, and tells whoever waits.
    socket.on('error', (error) => {
      clearTimeout(late)
      reject(new SignerAway(error))
    })
  })
}
