package org.cardroom.testkit.gids;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.jspecify.annotations.Nullable;

/** The files of a GIDS card, all in one directory, and the file that is selected, which is kept in RAM. */
public final class GidsFileStore {
    public static final int FOLDER = 0x3FFF;

    private static final int MASTER_FILE = 0x3F00;
    private static final int OF_CARD_ID = 0xA012;
    private static final int CARD_ID = 0xDF20;
    private static final int DATA_OBJECTS = 0x39;
    private static final int KEY = 0x18;
    private static final int USER_OR_ADMINISTRATOR = 0x30;
    private static final int CLOSED = 0x0C;

    private final CardMemory memory;
    private final GidsAccessRule access;
    private final Map<Integer, GidsFile> files = new TreeMap<>();
    private @Nullable GidsFile selected;

    public GidsFileStore(CardMemory memory, GidsAccessRule access) {
        this.memory = memory;
        this.access = access;
        memory.text(CardField.FILES).lines().map(GidsFile::deserialize).forEach(file -> files.put(file.id(), file));
    }

    public void clearSelection() {
        selected = null;
    }

    /** By file identifier, answering nothing (ISO 7816-4, 11.2.2). */
    public SimResponse select(SimCommand command, byte[] folderTemplate) {
        byte[] data = command.data();
        if (command.p1() != 0x00 || (data.length != 0 && data.length != 2)) {
            return SimResponse.WRONG_PARAMETERS;
        }
        int id = data.length == 0 ? FOLDER : number(data);
        boolean folder = id == FOLDER || id == MASTER_FILE;
        if (!folder && !files.containsKey(id)) {
            return SimResponse.NOT_FOUND;
        }
        selected = files.get(id);
        if (command.p2() == CLOSED) {
            return SimResponse.OK;
        }
        return folder && command.p2() == 0x00 ? SimResponse.data(folderTemplate) : SimResponse.WRONG_PARAMETERS;
    }

    /** CREATE FILE: from file control parameters (ISO 7816-9, 9.1); the new file is the selected one. */
    public SimResponse create(SimCommand command) {
        if (command.p1p2() != 0x0000) {
            return SimResponse.WRONG_PARAMETERS;
        }
        Optional<GidsFile> file = described(command.data());
        if (file.isEmpty() || files.containsKey(file.get().id())) {
            return SimResponse.DATA_INVALID;
        }
        if (!access.grants(USER_OR_ADMINISTRATOR)) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        selected = file.get();
        files.put(selected.id(), selected);
        save();
        return SimResponse.OK;
    }

    private static Optional<GidsFile> described(byte[] parameters) {
        Optional<byte[]> descriptor = SimTlv.find(parameters, 0x62, 0x82).filter(value -> value.length == 1);
        Optional<byte[]> id = SimTlv.find(parameters, 0x62, 0x83).filter(value -> value.length == 2);
        Optional<byte[]> rule = SimTlv.find(parameters, 0x62, 0x8C).filter(GidsFile::isRule);
        boolean keyTemplate = SimTlv.find(parameters, 0x62, 0xA5, 0xA4).isPresent();
        if (descriptor.isEmpty() || id.isEmpty() || rule.isEmpty()) {
            return Optional.empty();
        }
        int kind = descriptor.get()[0];
        boolean known = kind == DATA_OBJECTS || (kind == KEY && keyTemplate);
        return known ? Optional.of(new GidsFile(number(id.get()), rule.get())) : Optional.empty();
    }

    /** ACTIVATE FILE: the selected one, or the whole card, which is initialised then and rules itself. */
    public SimResponse activate(SimCommand command) {
        if (command.p1p2() != 0x0000) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (selected == null) {
            memory.clearFlag(CardField.BLANK);
        } else {
            selected.activate();
            save();
        }
        return SimResponse.OK;
    }

    /** Whether this may be done with this file; 9000 if it may. */
    public SimResponse checkAccess(int id, int operation, SimResponse ifMissing) {
        GidsFile file = files.get(id);
        if (file == null) {
            return ifMissing;
        }
        if (!file.isActive()) {
            return SimResponse.CONDITIONS_NOT_SATISFIED;
        }
        return access.grants(file.condition(operation)) ? SimResponse.OK : SimResponse.SECURITY_STATUS_NOT_SATISFIED;
    }

    /** GET DATA: a data object of a file, named in a tag list (ISO 7816-4, 11.4.3). */
    public SimResponse get(SimCommand command) {
        int id = command.p1p2();
        SimResponse check = checkAccess(id, GidsFile.READ, SimResponse.NOT_FOUND);
        if (check != SimResponse.OK) {
            return check;
        }
        GidsFile file = file(id);
        Optional<byte[]> tag = SimTlv.find(command.data(), 0x5C).filter(value -> value.length == 2);
        if (tag.isEmpty()) {
            return SimResponse.DATA_INVALID;
        }
        int number = number(tag.get());
        return file.object(number)
                .map(value -> SimResponse.data(SimTlv.of(number, value)))
                .orElse(SimResponse.REFERENCED_DATA_NOT_FOUND);
    }

    /** PUT DATA: writes a data object of a file. */
    public SimResponse put(SimCommand command) {
        int id = command.p1p2();
        SimResponse check = checkAccess(id, GidsFile.WRITE, SimResponse.NOT_FOUND);
        if (check != SimResponse.OK) {
            return check;
        }
        byte[] data = command.data();
        int tag = data.length < 2 ? 0 : number(data);
        Optional<byte[]> value = SimTlv.find(data, tag).filter(only -> SimTlv.of(tag, only).length == data.length);
        if (value.isEmpty()) {
            return SimResponse.DATA_INVALID;
        }
        file(id).put(tag, value.get());
        if (id == OF_CARD_ID && tag == CARD_ID) {
            memory.put(CardField.ID, value.get());
        }
        save();
        return SimResponse.OK;
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
        memory.put(
                CardField.FILES,
                files.values().stream().map(GidsFile::serialize).collect(Collectors.joining("\n")));
    }
}
