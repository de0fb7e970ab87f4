import { Worker } from 'node:worker_threads'

/** Threads that answer questions of one kind, several at a time. */
export interface ThreadPool<Question, Answer> {
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

interface Thread<Answer> {
  readonly worker: Worker
  /** Those that wait, the oldest first: a thread answers in order. */
  readonly asked: { resolve(answer: Answer): void; reject(error: Error): void }[]
}

/** What a thread answers. */
export type ThreadAnswer<Answer> = { readonly answer: Answer } | { readonly failure: string }

/**
 * As many threads of `script`, which calls `answerInThread`. They start when first they are asked.
 * A thread that ends fails what it was asked, and another takes its place.
 */
export function openThreads<Question, Answer>(
  script: string,
  count: number,
): ThreadPool<Question, Answer> {
  const threads = new Set<Thread<Answer>>()

  function start(): Thread<Answer> {
    const thread: Thread<Answer> = { worker: new Worker(script), asked: [] }
    const ended = (error: Error): void => {
      threads.delete(thread)
      for (const one of thread.asked.splice(0)) one.reject(error)
    }
    thread.worker.on('message', (given: ThreadAnswer<Answer>) => {
      const one = thread.asked.shift()
      if ('failure' in given) one?.reject(new Error(given.failure))
      else one?.resolve(given.answer)
    })
    thread.worker.on('error', ended)
    thread.worker.on('exit', () => ended(new Error('a thread ended')))
    threads.add(thread)
    return thread
  }

  function leastAsked(): Thread<Answer> {
    let least: Thread<Answer> | null = null
    for (const one of threads) {
      if (least === null || one.asked.length < least.asked.length) least = one
    }
    const isBusy = least === null || least.asked.length > 0
    return least === null || (isBusy && threads.size < count) ? start() : least
  }

  return {
    ask: (question) => {
      const { asked, worker } = leastAsked()
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject })
        worker.postMessage(question)
      })
    },
    close: async () => {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}
