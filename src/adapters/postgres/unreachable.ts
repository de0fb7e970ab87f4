import { fault, Refusal } from '../../ledger/fault.ts'

/**
 * The refusal `database.unreachable` for an error that says a database server does not answer, or
 * does not let us in; null for any other error.
 */
export function unreachable(error: unknown): Refusal | null {
  const { code = '' } = error as { code?: string }
  if (!/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|28\w{3}|3D000)$/.test(code)) {
    return null
  }
  return new Refusal([
    fault('database.unreachable', {
      at: [code],
      text: { zh: '连不上数据库服务器。', en: 'The database server cannot be reached.' },
      hint: {
        zh: '请检查 DATABASE_URL 的地址、用户和密码；不设它则使用自带的数据库。',
        en: 'Check address, user and password in DATABASE_URL; unset it to use the built-in one.',
      },
    }),
  ])
}
