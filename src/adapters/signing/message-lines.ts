import type { Socket } from 'node:net'

/** The receipts of the largest batch are well below this. */
const lineBytesMax = 64 * 1024 * 1024

/** Messages over a socket, a line of JSON each. */
export interface MessageLines<Sent> {
  send(message: Sent): void
  end(): void
}

/** Reads messages from a socket, and writes them. What is no message ends the connection. */
export function messageLines<Sent, Received>(
  socket: Socket,
  onMessage: (message: Received) => void,
): MessageLines<Sent> {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    rest += text
    if (rest.length > lineBytesMax) return socket.destroy()
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    try {
      for (const line of lines) onMessage(JSON.parse(line) as Received)
    } catch {
      socket.destroy()
    }
  })
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    end: () => socket.end(),
  }
}
