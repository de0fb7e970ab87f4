import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { endingOfReport } from '../../report/file/read-year-pack.ts'
import { readableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ReceivedFile } from '../ports/received-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { isSheet, receivedRegisterId } from './received-register.ts'

/** The file of a received report as it arrived. Refuses with `record.unknown`. */
export async function readReceivedFile(
  ports: Pick<AppPorts, 'store' | 'received'>,
  session: Session,
  id: string,
): Promise<{
  readonly title: string
  readonly kind: 'docx' | 'zip' | 'xlsx'
  readonly file: ReceivedFile
}> {
  readableRegister(session, receivedRegisterId)
  const record = await ports.store.read(session.org.id, (reader) => reader.record(id))
  const file = record ? await ports.received.file(session.org.id, id) : null
  if (record?.register !== receivedRegisterId || file === null) {
    return refuse('record.unknown', {
      text: { zh: '没有这份文件。', en: 'There is no such file.' },
      hint: { zh: '请从收到的报告中选择。', en: 'Choose one of the received reports.' },
    })
  }
  const { title } = coreValues(core.receivedReport, record.values)
  return {
    title: String(title ?? ''),
    kind: isSheet(record) ? 'xlsx' : endingOfReport(file.bytes),
    file,
  }
}
