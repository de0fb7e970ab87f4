import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'

/** What an error says about a database server: codes of Node and SQLSTATEs of PostgreSQL. */
type Trouble = 'away' | 'password' | 'tls' | 'file' | 'url' | 'rights' | 'full' | 'read-only'

const byCode: readonly (readonly [RegExp, Trouble])[] = [
  // Class 57P: it is going down or coming up; 53300: it takes no more connections.
  [/^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/, 'away'],
  [/^(57P0\d|25P03|53300|08\w{3})$/, 'away'],
  [/^(28\w{3}|3D000)$/, 'password'],
  [/^(SELF_SIGNED\w+|DEPTH_ZERO\w+|UNABLE_TO\w+|CERT_\w+|HOSTNAME_\w+|ERR_TLS\w+)$/, 'tls'],
  [/^(ERR_SSL\w+|ERR_OSSL\w+|EPROTO)$/, 'tls'],
  [/^ERR_INVALID_URL$/, 'url'],
  [/^42501$/, 'rights'],
  [/^(53100|ENOSPC|EDQUOT)$/, 'full'],
  [/^(25006|EROFS)$/, 'read-only'],
]

// What the driver says without a code.
const byMessage: readonly (readonly [RegExp, Trouble])[] = [
  [/^timeout e\w+ when trying to connect|^Connection terminated|^Client has encountered/, 'away'],
  [/^Client was closed|^The server closed|Connection ended unexpectedly/, 'away'],
  [/does not support SSL|establishing an SSL connection/, 'tls'],
  [/^SASL/, 'password'],
]

/** What the error, or what caused it, says about the database; null for any other error. */
export function databaseTrouble(error: unknown): Trouble | null {
  if (!(error instanceof Error) || error instanceof Refusal) return null
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException
  // Where there is no socket yet, nobody listens yet.
  if (syscall === 'connect') return 'away'
  const isOpening = syscall === 'open' && /^(ENOENT|EACCES)$/.test(code)
  const found =
    byCode.find(([pattern]) => pattern.test(code)) ??
    byMessage.find(([pattern]) => pattern.test(error.message))
  if (found) return found[1]
  if (isOpening) return 'file'
  const within = error instanceof AggregateError ? error.errors[0] : error.cause
  return within === undefined ? null : databaseTrouble(within)
}

/**
 * The refusal for whoever starts a server or a command: the database does not answer, does not let
 * us in, or lacks what it needs. Null for any other error.
 */
export function databaseRefusal(error: unknown): Refusal | null {
  const trouble = databaseTrouble(error)
  return trouble === null ? null : new Refusal([faultOf(trouble, error as Error)])
}

function faultOf(trouble: Trouble, error: Error): Fault {
  const { code, path } = error as NodeJS.ErrnoException
  const { code: name, ...words } = sentences[trouble]
  return fault(name, { at: [path ?? code ?? error.message], ...words })
}

type Words = Pick<Fault, 'code' | 'text' | 'hint'>

const sentences: Readonly<Record<Trouble, Words>> = {
  away: {
    code: 'database.unreachable',
    text: { zh: '连不上数据库服务器。', en: 'The database server cannot be reached.' },
    hint: {
      zh: '请检查 DATABASE_URL 的地址和端口，以及数据库是否在运行；不设它则使用自带的数据库。',
      en: 'Check address and port in DATABASE_URL and that the database runs; unset it to use the built-in one.',
    },
  },
  password: {
    code: 'database.sign-in',
    text: { zh: '数据库服务器拒绝登录。', en: 'The database server refuses the login.' },
    hint: {
      zh: '请检查 DATABASE_URL 中的用户、口令和数据库名；口令改过的，把新口令写进 DATABASE_URL 即可。',
      en: 'Check user, password and database in DATABASE_URL; a changed password only has to be changed there.',
    },
  },
  tls: {
    code: 'database.tls',
    text: {
      zh: '与数据库服务器的加密连接没有建立：它的证书未能核实，或它不支持加密。',
      en: 'No encrypted connection to the database server: its certificate could not be verified, or it offers none.',
    },
    hint: {
      zh: '请在 DATABASE_URL 后加 ?sslmode=verify-full&sslrootcert=/签发机构证书.pem，主机名须与证书一致；同机或内网不加密的用 ?sslmode=disable。',
      en: 'Add ?sslmode=verify-full&sslrootcert=/CA.pem to DATABASE_URL, with the host name of the certificate; on the same machine ?sslmode=disable does without.',
    },
  },
  file: {
    code: 'database.file',
    text: {
      zh: '连接数据库要用的文件打不开。',
      en: 'A file that the database connection needs cannot be opened.',
    },
    hint: {
      zh: '请检查 DATABASE_URL 中 sslrootcert、sslcert、sslkey 的路径和权限。',
      en: 'Check the paths of sslrootcert, sslcert and sslkey in DATABASE_URL, and their rights.',
    },
  },
  url: {
    code: 'database.url',
    text: { zh: 'DATABASE_URL 不是有效的地址。', en: 'DATABASE_URL is no valid address.' },
    hint: {
      zh: '应形如 postgres://用户:口令@主机:5432/数据库；口令中的 @ : / % # ? 要写成 %40 %3A %2F %25 %23 %3F。',
      en: 'It looks like postgres://user:password@host:5432/database; write @ : / % # ? in a password as %40 %3A %2F %25 %23 %3F.',
    },
  },
  rights: {
    code: 'database.rights',
    text: {
      zh: 'DATABASE_URL 中的登录名对这个数据库权限不够。',
      en: 'The login in DATABASE_URL may do too little in this database.',
    },
    hint: {
      zh: '请用当初建立台账的登录名，或由数据库管理员授予它台账各角色：GRANT taizhang_… TO 登录名 WITH ADMIN OPTION。',
      en: 'Use the login that set Taizhang up, or have it granted the roles: GRANT taizhang_… TO login WITH ADMIN OPTION.',
    },
  },
  full: {
    code: 'database.full',
    text: { zh: '磁盘已满，没有写入。', en: 'The disk is full; nothing was written.' },
    hint: {
      zh: '请腾出磁盘空间后再试；已登记的内容没有丢失。',
      en: 'Free some space and try again; what was recorded is not lost.',
    },
  },
  'read-only': {
    code: 'database.read-only',
    text: { zh: '这个数据库只能读。', en: 'This database can only be read.' },
    hint: {
      zh: '请让 DATABASE_URL 指向主库，不要指向备库，也不要设 default_transaction_read_only。',
      en: 'Let DATABASE_URL name the primary, not a standby, without default_transaction_read_only.',
    },
  },
}
