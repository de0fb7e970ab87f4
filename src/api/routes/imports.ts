import { z } from 'zod'
import { bringFile } from '../../app/imports/bring-file.ts'
import {
  answerQuestions,
  changeMapping,
  mendRows,
  stopImport,
} from '../../app/imports/change-import.ts'
import { listPassed, listRows } from '../../app/imports/list-rows.ts'
import { chooseFromFile, mappingFile } from '../../app/imports/mapping-file.ts'
import { removeImport } from '../../app/imports/remove-import.ts'
import { listImports, showImport } from '../../app/imports/show-import.ts'
import { writeImport } from '../../app/imports/write-import.ts'
import type { AppPorts } from '../../app/ports/app-ports.ts'
import type { Session } from '../../app/ports/store-ports.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { ImportView } from '../contract/import.ts'
import {
  answersGiven,
  bringQuery,
  chosenMapping,
  importList,
  importParams,
  importRows,
  importView,
  importWritten,
  mendedRows,
  passedQuery,
  passedRows,
  rowsQuery,
  writeAsked,
} from '../contract/import.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Answered, Call, Route } from '../route.ts'
import { route } from '../route.ts'

const params = importParams
const ifMatch = [{ name: 'If-Match', required: true }]
const yamlType = 'application/yaml; charset=utf-8'

/** Old ledgers in: brought, mapped, asked about, mended and written. */
export const importRoutes: readonly Route[] = [
  route({
    id: 'imports.list',
    method: 'GET',
    path: '/imports',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '我的导入', en: 'My imports' },
    answer: importList,
    handle: async ({ service: { ports }, session }) => ({
      body: await listImports(ports, session),
    }),
  }),
  route({
    id: 'import.bring',
    method: 'POST',
    path: '/imports',
    access: { who: 'member', scope: 'record' },
    summary: {
      zh: '带来一份旧台账（Excel、CSV、Word 表格、剪贴板），先不写入',
      en: 'Bring an old ledger (Excel, CSV, Word table, clipboard); nothing is written yet',
    },
    query: bringQuery,
    file: true,
    answer: importView,
    status: 201,
    handle: async ({ service: { ports }, session, query, readFile }) => {
      const { register, table, fileName } = query
      const brought = await bringFile(ports, session, {
        readFile,
        fileName,
        ...(register === undefined ? {} : { register }),
        ...(table === undefined ? {} : { table }),
      })
      return answered(ports, session, brought.id)
    },
  }),
  route({
    id: 'import.read',
    method: 'GET',
    path: '/imports/{id}',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '打开一次导入', en: 'Open an import' },
    params,
    answer: importView,
    handle: ({ service: { ports }, session, params: { id } }) => answered(ports, session, id),
  }),
  route({
    id: 'import.remove',
    method: 'DELETE',
    path: '/imports/{id}',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '删除一次导入，已写入的记录不变', en: 'Throw an import away; records stay' },
    params,
    answer: null,
    handle: async ({ service: { ports }, session, params: { id } }) => {
      await removeImport(ports, session, id)
      return { body: undefined }
    },
  }),
  ...changing(),
  ...rowsOfImports(),
  ...mappingFiles(),
]

async function answered(
  ports: AppPorts,
  session: Session,
  id: string,
): Promise<Answered<ImportView>> {
  const body = await showImport(ports, session, id)
  return { body, headers: { etag: `"${body.version}"` } }
}

function seenIn<P extends { readonly id: string }>({
  params: { id },
  header,
}: Pick<Call<P, never, never>, 'params' | 'header'>) {
  return { id, expected: expectedVersion(header('if-match')) }
}

/** What somebody says of it; each answers the import as it is then. */
function changing(): readonly Route[] {
  return [
    route({
      id: 'import.map',
      method: 'PUT',
      path: '/imports/{id}/mapping',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '确定各列的对应关系', en: 'Say what its columns are' },
      params,
      body: chosenMapping,
      headers: ifMatch,
      answer: importView,
      handle: async ({ service: { ports }, session, params, header, body }) => {
        await changeMapping(ports, session, seenIn({ params, header }), body)
        return answered(ports, session, params.id)
      },
    }),
    route({
      id: 'import.answer',
      method: 'PUT',
      path: '/imports/{id}/answers',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '答复待定的内容，一次管所有行', en: 'Answer questions, once for all rows' },
      params,
      body: answersGiven,
      headers: ifMatch,
      answer: importView,
      handle: async ({ service: { ports }, session, params, header, body }) => {
        await answerQuestions(ports, session, seenIn({ params, header }), body.answers)
        return answered(ports, session, params.id)
      },
    }),
    route({
      id: 'import.mend',
      method: 'PUT',
      path: '/imports/{id}/cells',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '改正单元格，取舍各行', en: 'Mend cells, leave rows out or take them' },
      params,
      body: mendedRows,
      headers: ifMatch,
      answer: importView,
      handle: async ({ service: { ports }, session, params, header, body }) => {
        await mendRows(ports, session, seenIn({ params, header }), body)
        return answered(ports, session, params.id)
      },
    }),
    route({
      id: 'import.stop',
      method: 'POST',
      path: '/imports/{id}/stop',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '停止读取', en: 'Stop reading' },
      params,
      answer: importView,
      handle: async ({ service: { ports }, session, params: { id } }) => {
        await stopImport(ports, session, id)
        return answered(ports, session, id)
      },
    }),
    route({
      id: 'import.write',
      method: 'POST',
      path: '/imports/{id}/write',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '写入已就绪的行，其余留待办理', en: 'Write the rows that are ready' },
      params,
      body: writeAsked,
      headers: ifMatch,
      answer: importWritten,
      handle: async ({ service: { ports }, session, params, header, body }) => ({
        body: await writeImport(ports, session, seenIn({ params, header }), body),
      }),
    }),
  ]
}

function rowsOfImports(): readonly Route[] {
  return [
    route({
      id: 'import.rows',
      method: 'GET',
      path: '/imports/{id}/rows',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '逐行查看', en: 'Its rows' },
      params,
      query: rowsQuery,
      answer: importRows,
      handle: async ({ service: { ports }, session, params: { id }, query }) => ({
        body: await listRows(ports, session, id, query),
      }),
    }),
    route({
      id: 'import.passed',
      method: 'GET',
      path: '/imports/{id}/passed',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '跳过的行：小计、标题、空行', en: 'Rows that are no records, and why' },
      params,
      query: passedQuery,
      answer: passedRows,
      handle: async ({ service: { ports }, session, params: { id }, query }) => ({
        body: await listPassed(ports, session, id, query),
      }),
    }),
  ]
}

/** The mapping as a file that the terminal and the page read alike. */
function mappingFiles(): readonly Route[] {
  return [
    route({
      id: 'import.mapping-file',
      method: 'GET',
      path: '/imports/{id}/mapping.yaml',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '下载对应关系', en: 'The mapping as a file' },
      params,
      answer: z.custom<Uint8Array | string>(),
      answersFile: [yamlType],
      handle: async ({ service: { ports }, session, params: { id } }) => {
        const { text, register } = await mappingFile(ports, session, id)
        const file = { name: `${register}.mapping`, fallback: 'mapping', ending: 'yaml' }
        return { body: text, headers: attachmentHeaders({ ...file, type: yamlType }) }
      },
    }),
    route({
      id: 'import.map-by-file',
      method: 'PUT',
      path: '/imports/{id}/mapping.yaml',
      access: { who: 'member', scope: 'record' },
      summary: { zh: '采用对应关系文件', en: 'Take the mapping of a file' },
      params,
      headers: ifMatch,
      file: true,
      answer: importView,
      handle: async ({ service: { ports }, session, params, header, readFile }) => {
        await chooseFromFile(ports, session, seenIn({ params, header }), await readFile())
        return answered(ports, session, params.id)
      },
    }),
  ]
}
