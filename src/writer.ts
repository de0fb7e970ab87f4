import { writeWorkbook } from './adapters/sheet/write-sheet.ts'
import { answerInThread } from './adapters/threads/answer-in-thread.ts'

// A bundle of its own, run in a thread that writes one large sheet and ends.
answerInThread(writeWorkbook)
