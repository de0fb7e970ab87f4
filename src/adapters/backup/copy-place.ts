/** A copy that is being read, at any place of it. */
export interface CopyFile {
  readonly bytes: number
  /** Fewer than asked for at its end. */
  read(at: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

/** A copy that is being written: nobody sees it before it is whole. */
export interface UnfinishedCopy {
  append(bytes: Uint8Array): Promise<void>
  /** Gives it its name. Refuses with `backup.exists` where something has that by now. */
  finish(): Promise<void>
  /** Leaves nothing behind; after `finish` it does nothing. */
  abandon(): Promise<void>
}

/** Copies by their paths, wherever those lie. */
export interface CopyFiles {
  /** Refuses with `file.missing` and `file.unreadable`. */
  open(path: string): Promise<CopyFile>
  /** Refuses with `backup.exists`. */
  create(path: string): Promise<UnfinishedCopy>
  /** Paths of the files of a folder whose names end so. */
  list(folder: string, ending: string): Promise<readonly string[]>
  remove(path: string): Promise<void>
  /** Makes the folder, and takes away what one that was cut off left in it. */
  makeRoom(folder: string): Promise<void>
  /** A small file beside the copies; null: it is not there. */
  readText(path: string): Promise<string | null>
  writeText(path: string, text: string): Promise<void>
  /** The folder that a copy lies in. */
  folderOf(path: string): string
}
