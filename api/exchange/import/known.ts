import { fold } from '../../register/vietnamese.rules.ts';

export type Id = string;

/** What can be named in a cell: records of the register, and those that this import brings along. */
export interface Known {
  /** A name that belongs to one record only, as a slug or a code. False where another record has it. */
  claim(kind: string, name: string, id: Id): boolean;
  /** A name that several records may share, as "Xã Krông Búk" in two districts. */
  call(kind: string, name: string, id: Id): void;
  /** The records that a text in a cell can mean. */
  find(kind: string, text: string): readonly Id[];
}

export function createKnown(): Known {
  const own = new Map<string, Id>();
  const shared = new Map<string, Set<Id>>();
  return {
    claim(kind, name, id) {
      const key = `${kind} ${name}`;
      if ((own.get(key) ?? id) !== id) return false;
      own.set(key, id);
      return true;
    },
    call(kind, name, id) {
      const key = `${kind} ${fold(name)}`;
      shared.set(key, (shared.get(key) ?? new Set()).add(id));
    },
    find(kind, text) {
      const id = own.get(`${kind} ${text}`);
      return id === undefined ? [...(shared.get(`${kind} ${fold(text)}`) ?? [])] : [id];
    },
  };
}
