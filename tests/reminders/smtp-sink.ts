import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'

/** How a server of this kind behaves; `hang…` says nothing any more from there on. */
export type SinkMode =
  | 'takes'
  | 'hangs'
  | 'hangs-after-text'
  | 'drips'
  | 'refuses-login'
  | 'refuses-person'
  | 'busy'

/** A mail server for tests: keeps what it accepted. */
export interface SmtpSink {
  readonly port: number
  readonly accepted: string[]
  /** Every line that clients said, logins too. */
  readonly said: string[]
  mode: SinkMode
  /** Called when a mail was accepted, before the client hears of it. */
  onAccepted: () => void
  close(): Promise<void>
}

interface Certificate {
  readonly cert: string
  readonly key: string
}

/** Starts one on a free port; with a certificate TLS from the start, or by STARTTLS. */
export async function smtpSink(
  secured: (Certificate & { readonly starttls: boolean }) | null = null,
): Promise<SmtpSink> {
  const open = new Set<Socket>()
  const listener = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    converse(sink, socket, secured?.starttls ? secured : null)
  }
  const isTls = secured !== null && !secured.starttls
  const server: Server = isTls ? createTlsServer(secured, listener) : createServer(listener)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sink: SmtpSink = {
    port: (server.address() as AddressInfo).port,
    accepted: [],
    said: [],
    mode: 'takes',
    onAccepted: () => {},
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return sink
}

function converse(sink: SmtpSink, socket: Socket, upgrade: Certificate | null): void {
  const answer = (line: string) => socket.write(`${line}\r\n`)
  if (sink.mode === 'drips') {
    const timer = setInterval(() => socket.write('2'), 20)
    socket.on('close', () => clearInterval(timer))
    return
  }
  if (sink.mode === 'hangs') return
  let rest = ''
  let text: string[] | null = null
  answer('220 sink ESMTP')
  const onData = (chunk: Buffer) => {
    rest += chunk.toString('utf8')
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      if (text !== null) {
        if (line !== '.') text.push(line)
        else {
          text = take(sink, text, answer)
        }
        continue
      }
      sink.said.push(line)
      if (/^STARTTLS/i.test(line) && upgrade !== null) {
        answer('220 go on')
        socket.removeListener('data', onData)
        const inner = new TLSSocket(socket, { isServer: true, ...upgrade })
        inner.on('error', () => {})
        return converseSecured(sink, inner)
      }
      if (/^DATA/i.test(line)) text = []
      answer(replyTo(sink.mode, line, { canUpgrade: upgrade !== null }))
    }
  }
  socket.on('data', onData)
}

function converseSecured(sink: SmtpSink, socket: Socket): void {
  let text: string[] | null = null
  let rest = ''
  socket.on('data', (chunk: Buffer) => {
    rest += chunk.toString('utf8')
    const lines = rest.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const answer = (one: string) => socket.write(`${one}\r\n`)
      if (text !== null && line !== '.') text.push(line)
      else if (text !== null) text = take(sink, text, answer)
      else {
        if (/^DATA/i.test(line)) text = []
        answer(replyTo(sink.mode, line, { canUpgrade: false }))
      }
    }
  })
}

function take(sink: SmtpSink, text: string[], answer: (line: string) => void): null {
  sink.accepted.push(text.join('\n'))
  sink.onAccepted()
  if (sink.mode !== 'hangs-after-text') answer('250 taken')
  return null
}

function replyTo(mode: SinkMode, line: string, { canUpgrade }: { canUpgrade: boolean }): string {
  const verb = line.split(' ')[0]?.toUpperCase() ?? ''
  if (verb === 'EHLO') {
    const more = canUpgrade ? '250-STARTTLS\r\n' : '250-AUTH PLAIN LOGIN\r\n'
    return `250-sink\r\n${more}250 8BITMIME`
  }
  if (verb === 'AUTH') {
    if (mode !== 'refuses-login') return '235 welcome'
    return `535 no such login ${Buffer.from(line.split(' ')[2] ?? '', 'base64').toString('utf8')}`
  }
  if (verb === 'STARTTLS') return '502 not here'
  if (verb === 'RCPT' && mode === 'refuses-person') return '550 no such person here'
  if (verb === 'MAIL' && mode === 'busy') return '451 come back later'
  if (verb === 'DATA') return '354 go on'
  return verb === 'QUIT' ? '221 bye' : '250 fine'
}
