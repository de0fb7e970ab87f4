import { parentPort } from 'node:worker_threads'
import type { ThreadAnswer } from './thread-pool.ts'

/** The side of a thread: answers every question of the thread that started it, in order. */
export function answerInThread<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
): void {
  const port = parentPort
  if (port === null) throw new Error('this runs in a thread only')
  const answered = async (question: Question): Promise<ThreadAnswer<Answer>> => {
    try {
      return { answer: await answer(question) }
    } catch (error) {
      return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
  }
  let before: Promise<void> = Promise.resolve()
  port.on('message', (question: Question) => {
    before = before.then(async () => port.postMessage(await answered(question)))
  })
}
