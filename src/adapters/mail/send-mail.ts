import { once } from 'node:events'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Delivery, MailServer, Outgoing } from '../../app/ports/reminder-ports.ts'
import type { OutboundRules } from '../outbound/outbound-rules.ts'
import type { LookUp } from '../outbound/vet-host.ts'
import { vetHost } from '../outbound/vet-host.ts'
import { certificateText } from '../webhook/post-words.ts'
import { answeredText, words } from './mail-words.ts'

type Mail = Extract<Outgoing, { channel: 'mail' }>

/** Limits by name; a test waits less. */
interface MailLimits {
  readonly connectMs: number
  /** Silence of the server. */
  readonly silentMs: number
  /** Everything together, for a server that says one letter at a time. */
  readonly wholeMs: number
}

export const mailLimits = { connectMs: 5_000, silentMs: 10_000, wholeMs: 30_000 }

/** Ports on which mail servers take mail from programs; others only as the machine's rules say. */
const mailPorts = new Set([25, 465, 587, 2525])
const usualKinds = ['public', 'private'] as const
const listedKinds = [...usualKinds, 'own'] as const

/**
 * Sends one mail over a connection of its own. What breaks before the text was handed over was
 * surely not sent; afterwards only the server's answer says whether it was.
 */
export async function sendMail(
  mail: Mail,
  { rules, lookUp, limits }: { rules: OutboundRules; lookUp: LookUp; limits: MailLimits },
): Promise<Delivery> {
  const { host, port } = mail.server
  const isListed = rules.origins.has(`smtp://${host}:${port}`)
  if (!mailPorts.has(port) && !isListed)
    return { outcome: 'refused', reason: words.port(mail.server) }
  // A mail server of the intranet is the usual case; this machine's own ports are not.
  const allowed = isListed ? listedKinds : usualKinds
  const vetted = await vetHost(host, { allowed, lookUp })
  if (!vetted.ok) {
    return { outcome: vetted.retry ? 'later' : 'refused', reason: vetted.reason }
  }
  return new Exchange(mail, { address: vetted.address, ca: rules.ca, limits }).run()
}

/** One conversation with a mail server. */
class Exchange {
  readonly #mail: Mail
  readonly #connection: SMTPConnection
  readonly #limits: MailLimits
  #handedOver = false

  constructor(mail: Mail, to: { address: string; ca: string | null; limits: MailLimits }) {
    this.#mail = mail
    this.#limits = to.limits
    this.#connection = new SMTPConnection(optionsOf(mail.server, to))
  }

  async run(): Promise<Delivery> {
    const text = await composed(this.#mail)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Delivery>((resolve) => {
      timer = setTimeout(() => resolve(this.#hung()), this.#limits.wholeMs)
    })
    try {
      return await Promise.race([this.#talk(text), late])
    } finally {
      clearTimeout(timer)
      this.#connection.close()
    }
  }

  async #talk(text: Buffer): Promise<Delivery> {
    const connection = this.#connection
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject)
        connection.connect((error) => (error ? reject(error) : resolve()))
      })
      const { user } = this.#mail.server
      if (user !== null) await this.#login(user)
      await this.#hand(text)
      return { outcome: 'sent' }
    } catch (error) {
      return this.#failed(error as MailError)
    }
  }

  #login(user: string): Promise<void> {
    const auth = { user, pass: this.#mail.password ?? '' }
    return new Promise((resolve, reject) => {
      this.#connection.login(auth, (error) => (error ? reject(error) : resolve()))
    })
  }

  #hand(text: Buffer): Promise<void> {
    const { server, to } = this.#mail
    const begin = () => {
      this.#handedOver = true
    }
    // Read for the first time when the server has said that the text may come.
    const stream = Readable.from(
      (function* () {
        begin()
        yield text
      })(),
    )
    return new Promise((resolve, reject) => {
      this.#connection.once('error', reject)
      this.#connection.send({ from: server.from, to: [to] }, stream, (error) =>
        error ? reject(error) : resolve(),
      )
    })
  }

  #failed(error: MailError): Delivery {
    const { responseCode, response, code, originalCode = code } = error
    const certificate = certificateText(originalCode)
    if (certificate !== null) return { outcome: 'refused', reason: certificate }
    const isWrongSecurity = code === 'ETLS' || /^(EPROTO|ERR_SSL)/.test(originalCode ?? '')
    if (isWrongSecurity) return { outcome: 'refused', reason: words.security }
    if (responseCode !== undefined) {
      const { password } = this.#mail
      const said = password ? (response ?? '').replaceAll(password, '***') : (response ?? '')
      const reason = answeredText(code === 'EAUTH' ? 'login' : 'mail', said)
      return { outcome: responseCode < 500 ? 'later' : 'refused', reason }
    }
    if (this.#handedOver) return { outcome: 'unknown', reason: words.broken }
    if (code === 'ETIMEDOUT') return this.#hung()
    if (code === 'EAUTH' || code === 'EENVELOPE')
      return { outcome: 'refused', reason: words.setting }
    return { outcome: 'later', reason: words.unreachable(this.#mail.server), closed: true }
  }

  #hung(): Delivery {
    if (this.#handedOver) return { outcome: 'unknown', reason: words.broken }
    return { outcome: 'later', reason: words.hangs(this.#mail.server), closed: true }
  }
}

interface MailError extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
  /** The code of what lies behind: of the socket, or of a certificate. */
  readonly originalCode?: string
}

function optionsOf(
  { host, port, security }: MailServer,
  { address, ca, limits }: { address: string; ca: string | null; limits: MailLimits },
) {
  return {
    host: address,
    port,
    name: 'taizhang.localdomain',
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.silentMs,
    socketTimeout: limits.silentMs,
    maxResponseSize: 64 * 1024,
    socketCloseTimeout: 0,
    allowInternalNetworkInterfaces: true,
    tls: {
      // The certificate is that of the name, though the connection goes to the address looked at.
      ...(isIP(host) ? {} : { servername: host }),
      minVersion: 'TLSv1.2' as const,
      ...(ca === null ? {} : { ca }),
    },
  }
}

async function composed({ server, to, subject, text, messageId }: Mail): Promise<Buffer> {
  const node = new MailComposer({
    from: server.from,
    to,
    subject,
    text,
    messageId,
    textEncoding: 'base64' as const,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const stream = node.createReadStream()
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  await once(stream, 'end')
  return Buffer.concat(parts)
}
