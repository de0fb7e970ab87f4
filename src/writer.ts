import type { SentTable } from './adapters/sheet/write-apart.ts'
import { arrivedTable } from './adapters/sheet/write-apart.ts'
import { writeWorkbook } from './adapters/sheet/write-sheet.ts'
import { answerInThread } from './adapters/threads/answer-in-thread.ts'

// A bundle of its own, run in a thread that writes one sheet and ends.
answerInThread((sent: SentTable) => writeWorkbook(arrivedTable(sent)))
