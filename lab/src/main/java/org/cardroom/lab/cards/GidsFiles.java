package org.cardroom.lab.cards;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of a GIDS card, all in one folder; in RAM it knows which one is selected. */
final class GidsFiles {

    static final int FOLDER = 0x3FFF;

    private static final int MASTER_FILE = 0x3F00;
    private static final int OF_CARD_ID = 0xA012;
    private static final int CARD_ID = 0xDF20;
    private static final int DATA_OBJECTS = 0x39;
    private static final int KEY = 0x18;
    private static final int USER_OR_ADMINISTRATOR = 0x30;
    private static final int CLOSED = 0x0C;

    private final Memory memory;
    private final GidsAccess access;
    private final Map<Integer, GidsFile> files = new TreeMap<>();
    private @Nullable GidsFile selected;

    GidsFiles(Memory memory, GidsAccess access) {
        this.memory = memory;
        this.access = access;
        memory.text(Cell.FILES).lines().map(GidsFile::read).forEach(file -> files.put(file.id(), file));
    }

    void forget() {
        selected = null;
    }

    /** By file identifier, answering nothing (ISO 7816-4, 11.2.2). */
    Answer select(Command command, byte[] folderTemplate) {
        byte[] data = command.data();
        if (command.p1() != 0x00 || (data.length != 0 && data.length != 2)) {
            return Answer.WRONG_PARAMETERS;
        }
        int id = data.length == 0 ? FOLDER : number(data);
        boolean folder = id == FOLDER || id == MASTER_FILE;
        if (!folder && !files.containsKey(id)) {
            return Answer.NOT_FOUND;
        }
        selected = files.get(id);
        if (command.p2() == CLOSED) {
            return Answer.OK;
        }
        return folder && command.p2() == 0x00 ? Answer.data(folderTemplate) : Answer.WRONG_PARAMETERS;
    }

    /** CREATE FILE: from file control parameters (ISO 7816-9, 9.1); the new file is the selected one. */
    Answer create(Command command) {
        if (command.p1p2() != 0x0000) {
            return Answer.WRONG_PARAMETERS;
        }
        Optional<GidsFile> file = described(command.data());
        if (file.isEmpty() || files.containsKey(file.get().id())) {
            return Answer.DATA_INVALID;
        }
        if (!access.grants(USER_OR_ADMINISTRATOR)) {
            return Answer.NOT_AUTHORISED;
        }
        selected = file.get();
        files.put(selected.id(), selected);
        save();
        return Answer.OK;
    }

    private static Optional<GidsFile> described(byte[] parameters) {
        Optional<byte[]> descriptor = Tlv.find(parameters, 0x62, 0x82).filter(value -> value.length == 1);
        Optional<byte[]> id = Tlv.find(parameters, 0x62, 0x83).filter(value -> value.length == 2);
        Optional<byte[]> rule = Tlv.find(parameters, 0x62, 0x8C).filter(GidsFile::isRule);
        boolean keyTemplate = Tlv.find(parameters, 0x62, 0xA5, 0xA4).isPresent();
        if (descriptor.isEmpty() || id.isEmpty() || rule.isEmpty()) {
            return Optional.empty();
        }
        int kind = descriptor.get()[0];
        boolean known = kind == DATA_OBJECTS || (kind == KEY && keyTemplate);
        return known ? Optional.of(new GidsFile(number(id.get()), rule.get())) : Optional.empty();
    }

    /** ACTIVATE FILE: the selected one, or the whole card, which is initialised then and rules itself. */
    Answer activate(Command command) {
        if (command.p1p2() != 0x0000) {
            return Answer.WRONG_PARAMETERS;
        }
        if (selected == null) {
            memory.lower(Cell.BLANK);
        } else {
            selected.activate();
            save();
        }
        return Answer.OK;
    }

    /** Whether this may be done with this file; 9000 if it may. */
    Answer check(int id, int operation, Answer ifMissing) {
        GidsFile file = files.get(id);
        if (file == null) {
            return ifMissing;
        }
        if (!file.isActive()) {
            return Answer.NOT_NOW;
        }
        return access.grants(file.condition(operation)) ? Answer.OK : Answer.NOT_AUTHORISED;
    }

    /** GET DATA: a data object of a file, named in a tag list (ISO 7816-4, 11.4.3). */
    Answer get(Command command) {
        int id = command.p1p2();
        Answer check = check(id, GidsFile.READ, Answer.NOT_FOUND);
        if (check != Answer.OK) {
            return check;
        }
        GidsFile file = file(id);
        Optional<byte[]> tag = Tlv.find(command.data(), 0x5C).filter(value -> value.length == 2);
        if (tag.isEmpty()) {
            return Answer.DATA_INVALID;
        }
        int number = number(tag.get());
        return file.object(number)
                .map(value -> Answer.data(Tlv.of(number, value)))
                .orElse(Answer.NO_SUCH_REFERENCE);
    }

    /** PUT DATA: writes a data object of a file. */
    Answer put(Command command) {
        int id = command.p1p2();
        Answer check = check(id, GidsFile.WRITE, Answer.NOT_FOUND);
        if (check != Answer.OK) {
            return check;
        }
        byte[] data = command.data();
        int tag = data.length < 2 ? 0 : number(data);
        Optional<byte[]> value = Tlv.find(data, tag).filter(only -> Tlv.of(tag, only).length == data.length);
        if (value.isEmpty()) {
            return Answer.DATA_INVALID;
        }
        file(id).put(tag, value.get());
        if (id == OF_CARD_ID && tag == CARD_ID) {
            memory.put(Cell.ID, value.get());
        }
        save();
        return Answer.OK;
    }

    private GidsFile file(int id) {
        GidsFile file = files.get(id);
        if (file == null) {
            throw new IllegalStateException("no file " + id);
        }
        selected = file;
        return file;
    }

    private static int number(byte[] bytes) {
        return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    }

    private void save() {
        memory.put(Cell.FILES, files.values().stream().map(GidsFile::line).collect(Collectors.joining("\n")));
    }
}
