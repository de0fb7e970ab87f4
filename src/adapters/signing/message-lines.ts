import type { Socket } from 'node:net'

/** The receipts of the largest batch are well below this. */
const lineBytesMax = 64 * 1024 * 1024

/** Messages over a socket, a line of JSON each. */
export interface MessageLines<Sent> {
  send(message: Sent): void
}

/** Reads messages from a socket, and writes them. What is no message ends the connection. */
export function messageLines<Sent, Received>(
  socket: Socket,
  onMessage: (message: Received) => void,
): MessageLines<Sent> {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    // Only what is new is looked through: the receipts of an import come in a hundred pieces.
    const [first = '', ...others] = text.split('\n')
    const lines = [rest + first, ...others]
    rest = lines.pop() ?? ''
    if (rest.length > lineBytesMax) return socket.destroy()
    try {
      for (const line of lines) onMessage(messageIn(line) as Received)
    } catch {
      socket.destroy()
    }
  })
  return { send: (message) => void socket.write(`${JSON.stringify(message)}\n`) }
}

function messageIn(line: string): object {
  const value: unknown = JSON.parse(line)
  if (typeof value !== 'object' || value === null) throw new Error('not a message')
  return value
}
