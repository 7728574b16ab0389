/** Hand the reader a file made here. */
export function saveBlob(name: string, made: Blob): void {
  const address = URL.createObjectURL(made);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export const save = (name: string, type: string, text: string): void => saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
