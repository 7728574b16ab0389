/** Files that were dropped, those of dropped folders among them. */
import { isArticle } from '../domain/queueing';

const most = 1000; // of all folders together; the server takes fewer at once

/** All files of a drop; of folders those that may be articles. Call it while the drop is being handled. */
export async function filesOf(dropped: DataTransfer | null): Promise<File[]> {
  const items = [...(dropped?.items ?? [])].filter((item) => item.kind === 'file');
  const plain = [...(dropped?.files ?? [])];
  const entries = items.map((item) => item.webkitGetAsEntry()); // gone once the handler has returned
  if (!entries.some((entry) => entry?.isDirectory === true)) return plain;
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, found, false);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[], inside: boolean): Promise<void> {
  if (found.length >= most) return;
  if (entry instanceof FileSystemFileEntry) {
    if (!inside || isArticle(entry.name)) found.push(await new Promise<File>((resolve, reject) => { entry.file(resolve, reject); }));
  } else if (entry instanceof FileSystemDirectoryEntry) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); }); // a hundred at a time
      if (some.length === 0) return;
      for (const each of some) await collect(each, found, true);
    }
  }
}
