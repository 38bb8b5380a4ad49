import { DriverException } from '@mikro-orm/core';
import { causesOf, codeOf, isLost } from '../../database/lost.ts';
import { Problem } from '../../problem.ts';

/** Deadlock, serialization failure, a lock that was not to be had. */
const busy = /^(40P01|40001|55P03)$/;
/** One clear line for what the database has to say; what is no trouble of the database stays as it is. */
export function tellOfDatabase(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const causes = causesOf(error);
  if (isLost(error)) {
    return new Problem(
      'Mất kết nối với cơ sở dữ liệu: không có gì ghi dở. Chạy lại đúng lệnh này; nếu đã ghi xong, lệnh sẽ báo và không ghi thêm. / ' +
        'The connection to the database was lost: nothing is half-written. Run the same command again; if all was written already, it says so and writes nothing more.',
    );
  }
  if (causes.some((one) => busy.test(codeOf(one)))) {
    return new Problem(
      'Có lệnh khác đang ghi vào sổ, nên lệnh này chưa ghi gì: đợi lệnh kia xong rồi chạy lại. / ' +
        'Another command is writing to the register, so this one wrote nothing: run it again when that has ended.',
    );
  }
  const told = causes.find((one) => one instanceof DriverException || /^[0-9A-Z]{5}$/.test(codeOf(one)));
  if (!told) return error;
  const words = causes.at(-1)?.message.split('\n').at(-1) ?? '';
  return new Problem(
    `Cơ sở dữ liệu không nhận, chưa ghi gì / The database refused it and nothing was written: ${words}`,
  );
}
